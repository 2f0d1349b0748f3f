// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "raster/gdal/calls.h"
#include "stacmlm/raster/raster.h"

namespace stacmlm::raster {

/// Where the pixels of a window go, in the order of rows.
struct PixelRows {
  void* first = nullptr;
  GDALDataType type = GDT_Byte;
  std::size_t pixel_bytes = 1;  ///< from one to the next
  std::size_t row_bytes = 0;    ///< from a row to the one below
};

/// Reads a window of a band of the raster that `info` describes. False: the calls know why.
/// VRTs in VRTs can want more sources read than anybody lives to see: they have some seconds of a
/// processor.
bool read_window(GDALRasterBandH band, const Info& info, const Window& window, const PixelRows& to,
                 const GdalCalls& calls);

}  // namespace stacmlm::raster
