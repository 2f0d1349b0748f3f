// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace stacmlm::json {

struct Unescaped {
  std::size_t size = 0;                       ///< bytes written
  std::optional<std::size_t> lone_surrogate;  ///< offset of the first one in the raw text
  std::optional<std::size_t> bad_escape;      ///< offset of an escape that JSON does not know
};

/// Writes what a string's raw text (without its quotes) means: valid UTF-8; a lone surrogate
/// becomes U+FFFD. `out` has room for `raw.size()` bytes, for no escape is shorter than its
/// meaning.
Unescaped unescape(std::string_view raw, char* out);

}  // namespace stacmlm::json
