// SPDX-License-Identifier: Apache-2.0
#include "run/torch/library/guard.h"

#include <algorithm>

namespace stacmlm::run::pt {

std::string what_of(const std::string& message) {
  constexpr std::size_t kMost = 500;
  constexpr const char* kSpace = " \r\n\t";
  std::size_t begin = message.find_first_not_of(kSpace);
  if (begin == std::string::npos) return "libtorch failed";
  std::size_t end = std::min(message.find('\n', begin), message.size());
  // What fails while it runs is told below the lines of code that led there.
  if (message.find("Traceback of TorchScript") != std::string::npos) {
    end = message.find_last_not_of(kSpace) + 1;
    begin = message.rfind('\n', end - 1) + 1;  // npos + 1 is 0
  }
  return message.substr(begin, std::min(end - begin, kMost));
}

}  // namespace stacmlm::run::pt
