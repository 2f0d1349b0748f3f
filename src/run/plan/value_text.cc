// SPDX-License-Identifier: Apache-2.0
#include "run/plan/value_text.h"

#include <fmt/format.h>

#include <cmath>

namespace stacmlm::run {

std::string value_text(double scale, double offset, std::string_view number) {
  if (scale == 1 && offset == 0) return {};
  std::string text = scale == 1 ? std::string(number) : fmt::format("{} * {}", scale, number);
  if (offset != 0) text += fmt::format(" {} {}", offset < 0 ? '-' : '+', std::fabs(offset));
  return text;
}

}  // namespace stacmlm::run
