// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "stacmlm/author/band_statistics.h"
#include "stacmlm/base/result.h"

namespace stacmlm::cli {

/// Statistics that the pixels of a scene are to tell.
struct RasterStatistics {
  std::string path;         ///< a raster, or an Item with rasters; empty: none
  std::string percentiles;  ///< `2,98`; empty: none
  std::string scale;        ///< `apply`, `none`; empty: asked for if the scene states one
  bool by_position = false;
  std::vector<std::string> hosts;
};

/// Measures all bands, and says what could be of use to whoever chooses a scaling.
base::Result<author::StatisticsFile> statistics_of_raster(const RasterStatistics& from);

}  // namespace stacmlm::cli
