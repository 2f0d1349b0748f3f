// SPDX-License-Identifier: Apache-2.0
#include "run/detection/valid_area.h"

#include <algorithm>
#include <cmath>

namespace stacmlm::run {

ValidArea::ValidArea(std::span<const std::uint8_t> valid, std::int64_t width, std::int64_t height)
    : valid_(valid), width_(width) {
  if (std::ranges::all_of(valid, [](std::uint8_t one) { return one != 0; })) return;
  sums_.assign(static_cast<std::size_t>((width + 1) * (height + 1)), 0);
  for (std::int64_t row = 0; row < height; ++row) {
    std::int64_t in_row = 0;
    for (std::int64_t column = 0; column < width; ++column) {
      in_row += at(column, row) ? 1 : 0;
      sums_[static_cast<std::size_t>((row + 1) * (width + 1) + column + 1)] =
          sum(column + 1, row) + in_row;
    }
  }
}

bool ValidArea::holds_half(const Box& box) const {
  if (sums_.empty()) return true;
  const auto left = static_cast<std::int64_t>(std::floor(box.left));
  const auto top = static_cast<std::int64_t>(std::floor(box.top));
  const auto right = static_cast<std::int64_t>(std::ceil(box.right));
  const auto bottom = static_cast<std::int64_t>(std::ceil(box.bottom));
  const std::int64_t valid =
      sum(right, bottom) - sum(left, bottom) - sum(right, top) + sum(left, top);
  return 2 * valid >= (right - left) * (bottom - top);
}

}  // namespace stacmlm::run
