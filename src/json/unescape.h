// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace stacmlm::json {

struct Unescape {
  std::string text;                           ///< valid UTF-8; a lone surrogate became U+FFFD
  std::optional<std::size_t> lone_surrogate;  ///< offset of the first one in the raw text
  std::optional<std::size_t> bad_escape;      ///< offset of an escape that JSON does not know
};

/// Reads the escapes of a string's raw text (without its quotes).
Unescape unescape(std::string_view raw);

}  // namespace stacmlm::json
