// SPDX-License-Identifier: Apache-2.0
#include "artifact/source/relative_path.h"

#include <algorithm>
#include <cstddef>

namespace stacmlm::artifact {

std::string_view leads_elsewhere(std::string_view relative) {
  if (relative.empty() || relative.starts_with('/')) return "is no path below the model's folder";
  if (relative.find('\0') != std::string_view::npos) return "is no path";
  std::string_view last;
  for (std::size_t begin = 0; begin <= relative.size();) {
    const std::size_t end = std::min(relative.find('/', begin), relative.size());
    last = relative.substr(begin, end - begin);
    if (last == "..") return "leads out of the model's folder";
    begin = end + 1;
  }
  return last.empty() || last == "." ? "is a folder" : std::string_view();
}

}  // namespace stacmlm::artifact
