// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace stacmlm::json {

/// Offset of the first byte that is not part of valid UTF-8 (RFC 3629), or the text's size.
std::size_t first_invalid_utf8(std::string_view text);

/// Bytes of the valid UTF-8 sequence that starts the text; 0 if none does.
std::size_t utf8_sequence(std::string_view text);

}  // namespace stacmlm::json
