// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace stacmlm::run {

/// A quotient of two positive whole numbers in lowest terms.
struct Ratio {
  std::int64_t over = 1;
  std::int64_t under = 1;

  friend bool operator==(const Ratio&, const Ratio&) = default;
};

/// What a network makes of one axis of an image. Sizes in pixels of the input.
struct AxisField {
  std::int64_t stride = 1;  ///< moving the input by it moves everything in the net by whole steps
  Ratio step;               ///< pixels of the input for one of the output: 1/2 doubles the size
  std::int64_t left = 0;    ///< output i depends on the input from i * step - left
  std::int64_t right = 0;   ///< ... to i * step + right
  /// Sizes that fit are this many above a multiple of the stride.
  std::int64_t remainder = 0;
  std::int64_t lost = 0;    ///< an input of n gives an output for n - lost: nets without padding
  std::int64_t before = 0;  ///< of them, on the side of index 0

  /// Pixels that an input of that size gives. @pre size fits
  [[nodiscard]] std::int64_t output_of(std::int64_t size) const {
    return (size - lost) * step.under / step.over;
  }
};

/// What a network makes of an image, and whether tiles can give the same.
struct NetworkField {
  /// Tiles give bit for bit what the whole image gives.
  bool is_exact = false;
  /// Why not: `InstanceNormalization "norm.1" looks at the whole image`. Each once, at most 8.
  std::vector<std::string> reasons;
  AxisField y;  ///< if not exact, stride and step are the best guess and the rest is 0
  AxisField x;
};

}  // namespace stacmlm::run
