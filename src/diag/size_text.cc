// SPDX-License-Identifier: Apache-2.0
#include "diag/size_text.h"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <string_view>

namespace stacmlm::diag {

std::string size_text(double bytes) {
  constexpr std::array<std::string_view, 5> kUnits = {"B", "kB", "MB", "GB", "TB"};
  std::size_t unit = 0;
  // 999.95 would be written as 1000.0.
  for (; bytes >= (unit == 0 ? 1000 : 999.95) && unit + 1 < kUnits.size(); ++unit) bytes /= 1000;
  return unit == 0 ? fmt::format("{} B", bytes) : fmt::format("{:.1f} {}", bytes, kUnits[unit]);
}

}  // namespace stacmlm::diag
