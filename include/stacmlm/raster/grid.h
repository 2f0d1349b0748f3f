// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "stacmlm/base/result.h"

namespace stacmlm::raster {

/// A rectangle of pixels; `column` and `row` count from 0, from the first pixel of the file.
struct Window {
  std::int64_t column = 0;
  std::int64_t row = 0;
  std::int64_t width = 0;
  std::int64_t height = 0;

  bool operator==(const Window&) const = default;
};

/// How a file says where its pixels are.
enum class Georeference : std::uint8_t {
  kNone,           ///< it does not
  kGeotransform,   ///< an affine transform, which may rotate
  kControlPoints,  ///< ground control points
  kRational,       ///< rational polynomials of a camera
};

/// Where the pixels of a raster are.
struct Grid {
  std::int64_t width = 0;
  std::int64_t height = 0;
  std::string crs = {};  ///< WKT 2; empty: there is none
  int epsg = 0;          ///< code of `crs`, where the file or the definition names it; 0: not known
  /// x = g[0] + g[1] * column + g[2] * row, y = g[3] + g[4] * column + g[5] * row: a pixel's upper
  /// left corner. Coordinates are x, y (easting, northing; longitude, latitude) whatever the order
  /// that the CRS demands.
  std::array<double, 6> geotransform{0, 1, 0, 0, 0, 1};
  /// Only kGeotransform fills `geotransform`. Pixels of the other kinds have no place on a grid
  /// until `open_on_grid()` has warped them to one.
  Georeference georeference = Georeference::kNone;

  /// Rows and columns do not run along the axes of the CRS.
  [[nodiscard]] bool is_rotated() const { return geotransform[2] != 0 || geotransform[4] != 0; }
  /// Length of a pixel along its row and along its column, in units of the CRS.
  [[nodiscard]] std::array<double, 2> pixel_size() const;
};

/// A point, x before y.
using Point = std::array<double, 2>;

/// Pixel by pixel the same places: equal size, equal CRS (by meaning, not by text), corners within
/// a hundredth of a pixel. Grids without georeference agree if their sizes do. `kUnsupported`: this
/// build is without GDAL, which knows what a CRS means.
///
/// ```cpp
/// auto ten = raster::make_grid(32632, {600000, 5100000}, 10, 10980, 10980);
/// auto twenty = raster::make_grid(32632, {600000, 5100000}, 20, 5490, 5490);
/// if (ten && twenty) print(*raster::is_same_grid(*ten, raster::resized(*twenty, 10980, 10980)));
/// ```
[[nodiscard]] base::Result<bool> is_same_grid(const Grid& left, const Grid& right);

/// The part of a grid that a window covers; the window may reach beyond it.
[[nodiscard]] Grid part_of(const Grid& grid, const Window& window);

/// The same area with other pixels: `width` x `height` of them.
[[nodiscard]] Grid resized(const Grid& grid, std::int64_t width, std::int64_t height);

/// The outline in longitude and latitude (WGS 84), counterclockwise, first point again at the end,
/// with points along the edges. `kInvalidArgument`: the grid has no georeference.
[[nodiscard]] base::Result<std::vector<Point>> footprint(const Grid& grid);

/// A grid from an EPSG code, its upper left corner (x, y) and the size of its square pixels in
/// units of the CRS, north up. `kInvalidArgument`: there is no such code; `kUnsupported`: this
/// build is without GDAL.
[[nodiscard]] base::Result<Grid> make_grid(int epsg, Point upper_left, double pixel_size,
                                           std::int64_t width, std::int64_t height);

}  // namespace stacmlm::raster
