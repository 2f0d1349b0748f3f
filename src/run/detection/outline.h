// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "stacmlm/raster/layer.h"

namespace stacmlm::run {

/// A picture of yes and no, row by row.
struct Mask {
  std::int64_t width = 0;
  std::int64_t height = 0;
  std::vector<std::uint8_t> pixels;  ///< 0: no

  [[nodiscard]] bool at(std::int64_t column, std::int64_t row) const {
    return column >= 0 && row >= 0 && column < width && row < height &&
           pixels[static_cast<std::size_t>(row * width + column)] != 0;
  }
};

/// Leaves the largest piece of pixels that touch each other by their sides, the first of equals.
/// Says how many pieces there were.
std::size_t keep_largest_piece(Mask& mask);

/// The lines around a mask of one piece, along the edges of its pixels, with points where they
/// turn: the outer one first, then those of the holes. No line touches itself.
std::vector<raster::Ring> outline_of(const Mask& mask);

}  // namespace stacmlm::run
