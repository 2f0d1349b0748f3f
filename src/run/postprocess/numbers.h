// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "stacmlm/run/tensor.h"

namespace stacmlm::run {

/// The number that 16 bits of IEEE 754 stand for.
float from_half(std::uint16_t bits);
inline float from_bfloat(std::uint16_t bits) {
  return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16U);
}

/// Elements of a tensor as floats, whatever their type. The tensor outlives it.
class NumberReader {
 public:
  explicit NumberReader(const Tensor& tensor) : data_(tensor.data()), read_(reader_of(tensor)) {}

  /// @pre index < elements
  float operator[](std::size_t index) const { return read_(data_, index); }

 private:
  using Read = float (*)(const void*, std::size_t);
  static Read reader_of(const Tensor& tensor);

  const void* data_;
  Read read_;
};

}  // namespace stacmlm::run
