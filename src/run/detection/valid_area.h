// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "run/detection/detection.h"

namespace stacmlm::run {

/// How much of a rectangle has data.
class ValidArea {
 public:
  /// `valid`: one byte a pixel, row by row; empty: all are. It outlives this.
  ValidArea(std::span<const std::uint8_t> valid, std::int64_t width, std::int64_t height);

  /// Half of the pixels that the box touches, or more. @pre the box lies inside
  [[nodiscard]] bool holds_half(const Box& box) const;
  [[nodiscard]] bool at(std::int64_t column, std::int64_t row) const {
    return valid_.empty() || valid_[static_cast<std::size_t>(row * width_ + column)] != 0;
  }

 private:
  [[nodiscard]] std::int64_t sum(std::int64_t column, std::int64_t row) const {
    return sums_[static_cast<std::size_t>(row * (width_ + 1) + column)];
  }

  std::span<const std::uint8_t> valid_;
  std::int64_t width_;
  std::vector<std::int64_t> sums_;  // valid pixels above and left of each corner; empty: all are
};

}  // namespace stacmlm::run
