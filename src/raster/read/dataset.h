// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "raster/gdal/calls.h"
#include "raster/read/convert.h"
#include "stacmlm/raster/raster.h"

namespace stacmlm::raster {

/// A raster by the name under which GDAL opens it.
struct Place {
  std::string path;  ///< as the user has it
  std::string name;  ///< GDAL's
  base::Fetcher* fetcher = nullptr;
  bool is_remote = false;
  Reach reach;  ///< files that it may lead to
};

/// Where a path or URL leads, if anybody may go there. Looks whether a local file is there.
base::Result<Place> find_place(const std::string& path, const Access& access);

/// Opens it; within a GdalCalls.
base::Result<Dataset> open_dataset(const Place& place, GdalCalls& calls);

/// What it says of itself. `kInvalidDocument` or `kUnsupported`: pixels that cannot be read.
base::Result<Info> describe(const Place& place, GDALDatasetH dataset, GdalCalls& calls);

/// Number of the band that is alpha, from 1; 0: none is.
int alpha_band(const Info& file);

/// What its bands call nodata.
NoData nodata_of(GDALRasterBandH band, const Band& about);

}  // namespace stacmlm::raster
