// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "raster/read/dataset.h"
#include "raster/read/handles.h"

namespace stacmlm::raster {

/// What a file is brought to.
struct Warp {
  Grid grid;
  Resampling resampling = Resampling::kNearest;
};

/// Fills `handle.warped`: a virtual raster on the grid for each band, so that each band has a mask
/// of its own.
base::Result<void> add_warped(Handle& handle, const Info& file, const Warp& warp, GdalCalls& calls);

/// Makes the description of a file that of its warped raster.
void describe_warped(Info& info, const Warp& warp, GDALDatasetH warped);

/// An upright grid of the file's resolution.
base::Result<Grid> suggest_grid(GDALDatasetH dataset, const Info& info, GdalCalls& calls);

}  // namespace stacmlm::raster
