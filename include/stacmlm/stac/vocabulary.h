// SPDX-License-Identifier: Apache-2.0
// The closed lists of words that several schemas share.
#pragma once

#include <array>
#include <span>
#include <string_view>

namespace stacmlm::stac {

/// The common names of spectral bands: `common_name` of eo 2.
inline constexpr std::array<std::string_view, 20> kCommonNames = {
    "pan",    "coastal", "blue",    "green",      "yellow",     "red",       "rededge",
    "nir",    "nir08",   "nir09",   "cirrus",     "swir16",     "swir22",    "lwir",
    "lwir11", "lwir12",  "green05", "rededge071", "rededge075", "rededge078"};

/// Those of eo 1, without the last four.
inline constexpr auto kCommonNamesV1 = std::span(kCommonNames).first<16>();

/// The data types of pixels and array elements: `data_type` of raster, file and STAC 1.1.0.
inline constexpr std::array<std::string_view, 16> kDataTypes = {
    "int8",    "int16",   "int32",   "int64",  "uint8",  "uint16",   "uint32",   "uint64",
    "float16", "float32", "float64", "cint16", "cint32", "cfloat32", "cfloat64", "other"};

/// What stands for a pixel value that is no number: `nodata` of raster and STAC 1.1.0.
inline constexpr std::array<std::string_view, 3> kNodataWords = {"nan", "inf", "-inf"};

}  // namespace stacmlm::stac
