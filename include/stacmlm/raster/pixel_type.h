// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace stacmlm::raster {

/// The type of a pixel in a file or in memory, in the byte order of this machine.
enum class PixelType : std::uint8_t {
  kUInt8,
  kInt8,
  kUInt16,
  kInt16,
  kUInt32,
  kInt32,
  kUInt64,
  kInt64,
  kFloat32,
  kFloat64,
};

/// Bytes of one pixel.
[[nodiscard]] std::size_t size_of(PixelType type);

/// The word that MLM (`data_type` of a tensor) and STAC 1.1 (`data_type` of a band) have for it:
/// `uint16`.
[[nodiscard]] std::string_view name_of(PixelType type);

/// The type that a word means; nothing for words of other things (`float16`, `cint16`).
///
/// ```cpp
/// if (const auto type = raster::pixel_type_of("uint16")) print(raster::size_of(*type));
/// ```
[[nodiscard]] std::optional<PixelType> pixel_type_of(std::string_view name);

}  // namespace stacmlm::raster
