// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/raster/grid.h"

#include <cmath>

namespace stacmlm::raster {

std::array<double, 2> Grid::pixel_size() const {
  return {std::hypot(geotransform[1], geotransform[4]),
          std::hypot(geotransform[2], geotransform[5])};
}

Grid part_of(const Grid& grid, const Window& window) {
  Grid part = grid;
  part.width = window.width;
  part.height = window.height;
  const auto& g = grid.geotransform;
  const auto column = static_cast<double>(window.column);
  const auto row = static_cast<double>(window.row);
  part.geotransform[0] = g[0] + g[1] * column + g[2] * row;
  part.geotransform[3] = g[3] + g[4] * column + g[5] * row;
  return part;
}

Grid resized(const Grid& grid, std::int64_t width, std::int64_t height) {
  Grid other = grid;
  other.width = width;
  other.height = height;
  const double across = static_cast<double>(grid.width) / static_cast<double>(width);
  const double down = static_cast<double>(grid.height) / static_cast<double>(height);
  for (const std::size_t i : {1U, 4U}) other.geotransform[i] *= across;
  for (const std::size_t i : {2U, 5U}) other.geotransform[i] *= down;
  return other;
}

}  // namespace stacmlm::raster
