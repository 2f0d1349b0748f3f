// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "stacmlm/raster/pixel_type.h"

namespace stacmlm::raster {

/// `count` pixels as another type: rounded to the nearest (halves to even), and to the nearest that
/// the type can hold; NaN becomes 0 as an integer.
void convert(PixelType from, const std::byte* source, PixelType to, std::byte* target,
             std::size_t count);

/// What a band's file calls nodata, in the type of its pixels.
struct NoData {
  std::optional<double> value;
  std::optional<std::int64_t> int64;    ///< of int64 bands, exactly
  std::optional<std::uint64_t> uint64;  ///< of uint64 bands
};

/// Sets to 0 what is nodata or NaN, in the pixels and in `valid` (of as many entries, holding
/// 1 and 0 before). Says how many pixels are valid afterwards.
std::size_t mark_nodata(PixelType type, std::span<std::byte> pixels, const NoData& nodata,
                        std::span<std::uint8_t> valid);

}  // namespace stacmlm::raster
