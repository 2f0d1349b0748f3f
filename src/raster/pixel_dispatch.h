// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "stacmlm/raster/pixel_type.h"

namespace stacmlm::raster {

/// Calls `work` with a value of the C++ type that pixels of `type` have.
template <class Work>
void with_pixel_type(PixelType type, Work&& work) {
  switch (type) {
    case PixelType::kUInt8:
      return work(std::uint8_t{});
    case PixelType::kInt8:
      return work(std::int8_t{});
    case PixelType::kUInt16:
      return work(std::uint16_t{});
    case PixelType::kInt16:
      return work(std::int16_t{});
    case PixelType::kUInt32:
      return work(std::uint32_t{});
    case PixelType::kInt32:
      return work(std::int32_t{});
    case PixelType::kUInt64:
      return work(std::uint64_t{});
    case PixelType::kInt64:
      return work(std::int64_t{});
    case PixelType::kFloat32:
      return work(float{});
    case PixelType::kFloat64:
      return work(double{});
  }
}

}  // namespace stacmlm::raster
