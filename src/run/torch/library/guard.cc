// SPDX-License-Identifier: Apache-2.0
#include "run/torch/library/guard.h"

#include <algorithm>

namespace stacmlm::run::pt {

std::string last_line(const std::string& message) {
  constexpr std::size_t kMost = 500;
  const std::size_t end = message.find_last_not_of(" \r\n\t");
  if (end == std::string::npos) return "libtorch failed";
  const std::size_t begin = message.rfind('\n', end) + 1;  // npos + 1 is 0
  return message.substr(begin, std::min(end + 1 - begin, kMost));
}

}  // namespace stacmlm::run::pt
