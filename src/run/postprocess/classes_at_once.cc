// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstring>
#include <limits>

#include "run/postprocess/postprocess.h"

namespace stacmlm::run {
namespace {

constexpr std::int64_t kRun = 512;  // pixels that stay in the cache for all channels

/// The channel with the highest score of each of some pixels side by side, the first of equals; -1
/// where none is a number.
void highest(const float* scores, std::int64_t channel_step, std::int64_t channels,
             std::size_t count, std::int32_t* index) {
  std::array<float, kRun> best;
  for (std::size_t i = 0; i < count; ++i) {
    const bool is_number = scores[i] == scores[i];
    best[i] = is_number ? scores[i] : -std::numeric_limits<float>::infinity();
    index[i] = is_number ? 0 : -1;
  }
  for (std::int64_t c = 1; c < channels; ++c) {
    const float* in = scores + c * channel_step;
    const auto channel = static_cast<std::int32_t>(c);
    for (std::size_t i = 0; i < count; ++i) {
      // No number so far, and minus infinity is one. Without branches, so that it is vectorised.
      const int is_first = static_cast<int>(index[i] < 0) & static_cast<int>(in[i] == best[i]);
      const bool is_better = (static_cast<int>(in[i] > best[i]) | is_first) != 0;
      best[i] = is_better ? in[i] : best[i];
      index[i] = is_better ? channel : index[i];
    }
  }
}

}  // namespace

base::Result<void> Postprocess::finish(const Tensor& tensor, const OutputPart& part,
                                       std::span<const std::uint8_t> valid,
                                       std::vector<std::byte>& pixels) const {
  STACMLM_TRY(const TensorSteps steps, steps_in(tensor, part));
  const bool is_of_scores = output_.kind == OutputKind::kClassMap && output_.channels > 1 &&
                            values_.size() == static_cast<std::size_t>(output_.channels) &&
                            output_.functions.empty() && output_.activation != "softmax" &&
                            output_.activation != "sigmoid";
  if (!is_of_scores || tensor.type() != DataType::kFloat32 || steps.column != 1 ||
      type_ != raster::PixelType::kUInt8) {
    Scores scores;
    STACMLM_CHECK(take(tensor, part, scores));
    finish(scores, valid, pixels);
    return {};
  }
  // Nodata comes first, as index -1.
  std::vector<std::byte> values{static_cast<std::byte>(output_.nodata)};
  for (const std::uint16_t value : values_) values.push_back(static_cast<std::byte>(value));
  pixels.resize(static_cast<std::size_t>(part.width * part.height));
  std::byte* out = pixels.data();
  const std::uint8_t* in_valid = valid.data();
  std::array<std::int32_t, kRun> index;
  for (std::int64_t y = 0; y < part.height; ++y) {
    const float* row =
        static_cast<const float*>(tensor.data()) + (part.row + y) * steps.row + part.column;
    for (std::int64_t x = 0; x < part.width; x += kRun) {
      const auto count = static_cast<std::size_t>(std::min(kRun, part.width - x));
      highest(row + x, steps.channel, output_.channels, count, index.data());
      for (std::size_t i = 0; i < count; ++i)
        out[i] = values[static_cast<std::size_t>(index[i] + 1)];
      for (std::size_t i = 0; !valid.empty() && i < count; ++i)
        out[i] = in_valid[i] != 0 ? out[i] : values[0];
      out += count;
      if (!valid.empty()) in_valid += count;
    }
  }
  return {};
}

}  // namespace stacmlm::run
