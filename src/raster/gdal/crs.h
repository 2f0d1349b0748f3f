// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "raster/gdal/library.h"
#include "stacmlm/raster/grid.h"

namespace stacmlm::raster {

struct DestroyCrs {
  void operator()(OGRSpatialReferenceH crs) const { gdal.OSRDestroySpatialReference(crs); }
};
/// A CRS whose coordinates come x first.
using Crs = std::unique_ptr<void, DestroyCrs>;

/// Null when the text is no CRS; within a GdalCalls.
Crs crs_of(const std::string& wkt);

/// Sets the grid's CRS, and its code where it has one. Null leaves it without.
void set_crs(Grid& grid, OGRSpatialReferenceH crs);

}  // namespace stacmlm::raster
