// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace stacmlm::cli {

inline bool is_encrypted(std::string_view url) {
  constexpr std::string_view kHttps = "https:";
  if (url.size() < kHttps.size()) return false;
  for (std::size_t i = 0; i < kHttps.size(); ++i) {
    const char c = url[i];
    if ((c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c) != kHttps[i]) return false;
  }
  return true;
}

/// True if a redirect leads from an encrypted connection to an open one, on which anybody may
/// answer: it is not followed, whichever host it names. Both URLs are absolute.
inline bool gives_up_encryption(std::string_view from, std::string_view to) {
  return is_encrypted(from) && !is_encrypted(to);
}

}  // namespace stacmlm::cli
