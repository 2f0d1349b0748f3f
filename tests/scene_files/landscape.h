// SPDX-License-Identifier: Apache-2.0
// A country with a lake, a river, fields, forests and a town, as Sentinel-2 would see it.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "stacmlm/base/result.h"

namespace stacmlm::scene_files {

enum class Cover : std::uint8_t { kWater, kTown, kFields, kForest };

/// What there is at a place, in units of the country's width: both from 0 to 1.
Cover cover_at(double x, double y);

/// Reflectance of blue, green, red, nir and swir16 at a place.
std::array<double, 5> reflectance_at(double x, double y);

/// Writes `scene.json`, an Item of Sentinel-2 L2A, and one file of uint16 a band into a folder:
/// B02, B03, B04, B08 of 10 m, B11 of 20 m. As since processing baseline 04.00, number = 10000 *
/// reflectance + 1000. The lower right corner is nodata (0). `size`: pixels a side, even.
base::Result<void> write_landscape(const std::string& folder, std::int64_t size);

}  // namespace stacmlm::scene_files
