// SPDX-License-Identifier: Apache-2.0
#include "run/pipeline/external_band.h"

#include <fmt/format.h>

#include <cmath>
#include <utility>

namespace stacmlm::run {
namespace {

template <class T>
void take(const BandPixels& band, std::int64_t width, std::int64_t height, double* out) {
  for (std::int64_t y = 0; y < height; ++y) {
    const T* in = static_cast<const T*>(band.data) + y * band.row_stride;
    for (std::int64_t x = 0; x < width; ++x) *out++ = static_cast<double>(in[x]);
  }
}

/// Numbers of the types that rasters have.
void take_any(const BandPixels& band, std::int64_t width, std::int64_t height, double* out) {
  switch (band.type) {
    case DataType::kUint8:
      return take<std::uint8_t>(band, width, height, out);
    case DataType::kInt8:
      return take<std::int8_t>(band, width, height, out);
    case DataType::kUint16:
      return take<std::uint16_t>(band, width, height, out);
    case DataType::kInt16:
      return take<std::int16_t>(band, width, height, out);
    case DataType::kUint32:
      return take<std::uint32_t>(band, width, height, out);
    case DataType::kInt32:
      return take<std::int32_t>(band, width, height, out);
    case DataType::kUint64:
      return take<std::uint64_t>(band, width, height, out);
    case DataType::kInt64:
      return take<std::int64_t>(band, width, height, out);
    case DataType::kFloat64:
      return take<double>(band, width, height, out);
    default:
      return take<float>(band, width, height, out);
  }
}

}  // namespace

base::Result<void> ExternalBand::compute(std::span<const BandPixels> reads, std::int64_t width,
                                         std::int64_t height, std::span<float> band,
                                         std::span<std::uint8_t> valid) const {
  const auto pixels = static_cast<std::size_t>(width * height);
  std::vector<double> given(pixels * sources_.size());
  std::fill(valid.begin(), valid.end(), std::uint8_t{1});
  for (std::size_t i = 0; i < sources_.size(); ++i) {
    const BandPixels& read = reads[sources_[i].read];
    const std::span<double> numbers(given.data() + i * pixels, pixels);
    take_any(read, width, height, numbers.data());
    const auto [scale, offset] = sources_[i].scaling;
    for (double& number : numbers) number = number * scale + offset;
    if (read.valid == nullptr) continue;
    for (std::int64_t y = 0; y < height; ++y) {
      for (std::int64_t x = 0; x < width; ++x) {
        if (read.valid[y * read.valid_stride + x] == 0)
          valid[static_cast<std::size_t>(y * width + x)] = 0;
      }
    }
  }
  {
    const std::lock_guard lock(*mutex_);
    auto called = function_->call(given, height, width, band);
    if (!called) return tl::unexpected(std::move(called).error().during(field_));
  }
  for (std::size_t i = 0; i < pixels; ++i) {
    if (std::isfinite(band[i])) continue;
    valid[i] = 0;
    band[i] = 0;
  }
  return {};
}

base::Result<std::unique_ptr<ExternalFunction>> start_function(const InputPlan& input,
                                                               std::size_t channel,
                                                               const RunOptions& options) {
  const std::string field = fmt::format("{}.bands[{}]", input.field, channel);
  if (!options.start_external) {
    return base::fail(base::ErrorKind::kUnsupported,
                      field + ".format: programs of others are not run here");
  }
  auto function = options.start_external(input.channels[channel].expression);
  if (!function) return tl::unexpected(std::move(function).error().during(field));
  return function;
}

base::Result<std::string> code_of_functions(const Plan& plan, const RunOptions& options) {
  std::string code;
  for (const InputPlan& input : plan.inputs) {
    for (std::size_t i = 0; i < input.channels.size(); ++i) {
      if (!input.channels[i].is_external) continue;
      STACMLM_TRY(const auto function, start_function(input, i, options));
      code += function->code() + '\n';
    }
  }
  return code;
}

}  // namespace stacmlm::run
