// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "stacmlm/raster/pixel_type.h"

namespace stacmlm::raster {

/// How often which number stands in a band: each number of 8 and 16 bits for itself; all others
/// together with those that share sign, exponent and the first 11 bits of the fraction, which are
/// less than 2^-11 of their size apart.
class Histogram {
 public:
  explicit Histogram(PixelType type);

  void add(double number) { ++counts_[is_exact_ ? place_of_integer(number) : place_of(number)]; }
  /// Of what was added, in order; between two of them where the rank lies between. `minimum` and
  /// `maximum` are those that were added. @pre something was added, 0 <= percent <= 100
  [[nodiscard]] double percentile(double percent, double minimum, double maximum) const;
  [[nodiscard]] bool is_exact() const { return is_exact_; }

 private:
  [[nodiscard]] std::size_t place_of_integer(double number) const {
    return static_cast<std::size_t>(static_cast<std::int64_t>(number) - first_);
  }
  static std::size_t place_of(double number);
  [[nodiscard]] double number_at(std::uint64_t rank) const;

  bool is_exact_ = false;
  std::int64_t first_ = 0;  // number of the first place
  std::vector<std::uint64_t> counts_;
};

}  // namespace stacmlm::raster
