// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "stacmlm/run/tensor.h"

namespace stacmlm::run {

/// One band of a block of pixels as it was read. Owns nothing.
struct BandPixels {
  const void* data = nullptr;
  DataType type = DataType::kUint16;
  std::ptrdiff_t row_stride = 0;        ///< numbers from row to row
  const std::uint8_t* valid = nullptr;  ///< one byte a pixel, 0: nodata; null: all are valid
  std::ptrdiff_t valid_stride = 0;      ///< bytes from row to row
};

/// A window of a scene: every band that the input reads, in the order that the plan gave them.
struct PixelBlock {
  std::span<const BandPixels> bands;
  std::int64_t width = 0;
  std::int64_t height = 0;
};

/// Where one block of one sample goes. Strides count numbers, not bytes. Owns nothing.
struct TensorTarget {
  void* data = nullptr;
  std::int64_t width = 0;  ///< of the tensor; the block may be smaller where it is padded
  std::int64_t height = 0;
  std::ptrdiff_t channel_stride = 0;
  std::ptrdiff_t row_stride = 0;
  std::ptrdiff_t column_stride = 1;
};

}  // namespace stacmlm::run
