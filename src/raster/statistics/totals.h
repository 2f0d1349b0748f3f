// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>

namespace stacmlm::raster {

/// Count, extremes and moments of some pixels of a band.
struct Totals {
  std::uint64_t valid = 0;
  double minimum = std::numeric_limits<double>::infinity();
  double maximum = -std::numeric_limits<double>::infinity();
  double mean = 0;
  double squares = 0;  ///< of the distances from the mean, added up

  void add(const Totals& more);
  /// Of the population. @pre valid > 0
  [[nodiscard]] double stddev() const;
};

}  // namespace stacmlm::raster
