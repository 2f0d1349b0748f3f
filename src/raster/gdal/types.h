// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "raster/gdal/library.h"
#include "stacmlm/raster/raster.h"

namespace stacmlm::raster {

/// GDAL's type for ours; int8 is uint8 there, with metadata that says so.
GDALDataType gdal_type_of(PixelType type);

/// The type of a band's pixels; nothing for complex numbers.
std::optional<PixelType> pixel_type_of(GDALRasterBandH band);

/// GDAL's words for a resampling: of reading, of warping.
GDALRIOResampleAlg reading_word(Resampling resampling);
GDALResampleAlg warping_word(Resampling resampling);

/// Empty for null.
std::string text_of(const char* text);

}  // namespace stacmlm::raster
