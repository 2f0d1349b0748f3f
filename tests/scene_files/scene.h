// SPDX-License-Identifier: Apache-2.0
// A generated scene for tests, transcripts and the demo.
#pragma once

#include <cstdint>
#include <string>

#include "stacmlm/base/result.h"

namespace stacmlm::scene_files {

/// Bands B02, B03, B04 and B08 of uint16, 10 m, EPSG:32632, nodata 0 in the upper left corner.
inline constexpr int kBands = 4;

/// The number of a pixel; 0 in the corner.
std::uint16_t value_at(int band, std::int64_t x, std::int64_t y);

/// Writes it as a GeoTIFF.
base::Result<void> write_scene(const std::string& path, std::int64_t width, std::int64_t height);

}  // namespace stacmlm::scene_files
