// SPDX-License-Identifier: Apache-2.0
#include "raster/statistics/totals.h"

#include <algorithm>
#include <cmath>

namespace stacmlm::raster {

void Totals::add(const Totals& more) {
  if (more.valid == 0) return;
  const auto before = static_cast<double>(valid);
  const auto added = static_cast<double>(more.valid);
  const double distance = more.mean - mean;
  valid += more.valid;
  const auto all = static_cast<double>(valid);
  mean += distance * added / all;
  squares += more.squares + distance * distance * before * added / all;
  minimum = std::min(minimum, more.minimum);
  maximum = std::max(maximum, more.maximum);
}

double Totals::stddev() const {
  return std::sqrt(std::max(squares / static_cast<double>(valid), 0.0));
}

}  // namespace stacmlm::raster
