// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "raster/gdal/calls.h"
#include "raster/write/draft_file.h"
#include "stacmlm/raster/writer.h"

namespace stacmlm::raster {

/// A new tiled GeoTIFF in `draft`, open for writing, band by band in blocks of kBlock.
base::Result<Dataset> create_work_file(const DraftFile& draft, const std::string& path,
                                       const OutputInfo& info, GdalCalls& calls);

/// Says the statistics in the file's own metadata.
void set_statistics(GDALDatasetH work, const std::vector<Statistics>& bands);

/// Copies it with its overviews to a Cloud Optimized GeoTIFF in `draft`.
base::Result<void> write_cog(GDALDatasetH work, const DraftFile& draft, const std::string& path,
                             const OutputInfo& info, const std::function<bool(double)>& progress,
                             GdalCalls& calls);

}  // namespace stacmlm::raster
