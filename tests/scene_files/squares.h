// SPDX-License-Identifier: Apache-2.0
// A plain with squares of 7 x 7 pixels, for detectors.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "stacmlm/base/result.h"

namespace stacmlm::scene_files {

inline constexpr std::int64_t kSquareSide = 7;

struct Square {
  std::int64_t left = 0;
  std::int64_t top = 0;
  bool is_dark = false;   ///< 200, else 3000; what is around it is 1000
  bool has_hole = false;  ///< its middle is 1000
};

/// All that lie wholly inside, and not in the corner without data; no two touch.
std::vector<Square> squares_of(std::int64_t width, std::int64_t height);

/// Writes them as a GeoTIFF: band `brightness` of uint16, 0.5 m, EPSG:32632, nodata 0 in the upper
/// left corner.
base::Result<void> write_squares(const std::string& path, std::int64_t width, std::int64_t height);

}  // namespace stacmlm::scene_files
