// SPDX-License-Identifier: Apache-2.0
#include "run/preprocess/pad.h"

#include <algorithm>

#include "run/preprocess/cast.h"

namespace stacmlm::run {

std::int64_t padded_index(std::int64_t index, std::int64_t size, PadMode mode) {
  if (index < size) return index;
  if (mode == PadMode::kEdge || size == 1) return size - 1;
  const std::int64_t period = 2 * (size - 1);
  const std::int64_t inside = index % period;
  return inside < size ? inside : period - inside;
}

void pad_channel(const TensorTarget& target, std::size_t channel, std::int64_t width,
                 std::int64_t height, DataType type, PadMode mode, double fill) {
  if (width >= target.width && height >= target.height) return;
  with_type(type, [&]<class To>(To*) {
    To* data = static_cast<To*>(target.data) +
               static_cast<std::ptrdiff_t>(channel) * target.channel_stride;
    const bool is_nan = std::is_integral_v<To> && fill != fill;
    const To filled = is_nan ? To{} : cast_number<To>(fill);
    const auto at = [&](std::int64_t x, std::int64_t y) -> To& {
      return data[y * target.row_stride + x * target.column_stride];
    };
    const bool is_constant = mode == PadMode::kConstant;
    for (std::int64_t y = 0; y < target.height; ++y) {
      const std::int64_t from = y < height || is_constant ? y : padded_index(y, height, mode);
      for (std::int64_t x = y < height ? width : 0; x < target.width; ++x) {
        at(x, y) = is_constant ? filled : at(padded_index(x, width, mode), from);
      }
    }
  });
}

}  // namespace stacmlm::run
