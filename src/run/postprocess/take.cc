// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "run/postprocess/numbers.h"
#include "run/postprocess/postprocess.h"

namespace stacmlm::run {
namespace {

template <class T, class Read>
void copy(const T* from, const TensorSteps& steps, const OutputPart& part, Scores& scores,
          const Read& read) {
  float* out = scores.values.data();
  for (std::int64_t c = 0; c < scores.channels; ++c) {
    for (std::int64_t y = 0; y < part.height; ++y) {
      const T* in =
          from + c * steps.channel + (part.row + y) * steps.row + part.column * steps.column;
      for (std::int64_t x = 0; x < part.width; ++x) *out++ = read(in[x * steps.column]);
    }
  }
}

template <class T>
void copy_numbers(const Tensor& tensor, const TensorSteps& steps, const OutputPart& part,
                  Scores& scores) {
  copy(static_cast<const T*>(tensor.data()), steps, part, scores,
       [](T value) { return static_cast<float>(value); });
}

void copy_any(const Tensor& tensor, const TensorSteps& steps, const OutputPart& part,
              Scores& scores) {
  switch (tensor.type()) {
    case DataType::kFloat32:
      return copy_numbers<float>(tensor, steps, part, scores);
    case DataType::kFloat64:
      return copy_numbers<double>(tensor, steps, part, scores);
    case DataType::kInt8:
      return copy_numbers<std::int8_t>(tensor, steps, part, scores);
    case DataType::kInt16:
      return copy_numbers<std::int16_t>(tensor, steps, part, scores);
    case DataType::kInt32:
      return copy_numbers<std::int32_t>(tensor, steps, part, scores);
    case DataType::kInt64:
      return copy_numbers<std::int64_t>(tensor, steps, part, scores);
    case DataType::kUint8:
    case DataType::kBool:
      return copy_numbers<std::uint8_t>(tensor, steps, part, scores);
    case DataType::kUint16:
      return copy_numbers<std::uint16_t>(tensor, steps, part, scores);
    case DataType::kUint32:
      return copy_numbers<std::uint32_t>(tensor, steps, part, scores);
    case DataType::kUint64:
      return copy_numbers<std::uint64_t>(tensor, steps, part, scores);
    case DataType::kFloat16:
      return copy(static_cast<const std::uint16_t*>(tensor.data()), steps, part, scores, from_half);
    case DataType::kBfloat16:
      return copy(static_cast<const std::uint16_t*>(tensor.data()), steps, part, scores,
                  from_bfloat);
  }
}

}  // namespace

base::Result<TensorSteps> Postprocess::steps_in(const Tensor& tensor,
                                                const OutputPart& part) const {
  const std::vector<std::int64_t>& shape = tensor.shape();
  const auto size = [&](int axis) { return axis < 0 ? 1 : shape[static_cast<std::size_t>(axis)]; };
  bool fits = shape.size() == output_.dimensions.size();
  for (std::size_t i = 0; fits && i < shape.size(); ++i) {
    const int axis = static_cast<int>(i);
    if (axis != channel_ && axis != row_ && axis != column_) fits = shape[i] == 1;
  }
  fits = fits && size(channel_) == output_.channels && size(row_) >= part.row + part.height &&
         size(column_) >= part.column + part.width;
  if (!fits) {
    return base::fail(
        base::ErrorKind::kBackend,
        fmt::format("{}: the model gave a tensor of {} ({}) for one tile, and {} channels of at "
                    "least {} x {} pixels were expected",
                    output_.field, fmt::join(shape, " x "), fmt::join(output_.dimensions, ", "),
                    output_.channels, part.column + part.width, part.row + part.height));
  }
  const auto step = [&](int axis) {
    if (axis < 0) return std::int64_t{0};
    std::int64_t product = 1;
    for (std::size_t i = static_cast<std::size_t>(axis) + 1; i < shape.size(); ++i)
      product *= shape[i];
    return product;
  };
  return TensorSteps{step(channel_), step(row_), step(column_)};
}

base::Result<void> Postprocess::take(const Tensor& tensor, const OutputPart& part,
                                     Scores& scores) const {
  STACMLM_TRY(const TensorSteps steps, steps_in(tensor, part));
  scores.channels = output_.channels;
  scores.width = part.width;
  scores.height = part.height;
  scores.values.resize(static_cast<std::size_t>(output_.channels * part.width * part.height));
  copy_any(tensor, steps, part, scores);
  return {};
}

}  // namespace stacmlm::run
