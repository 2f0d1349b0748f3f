// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace stacmlm::json {

/// The key that a reference token means, or nothing if `~` is followed by neither 0 nor 1.
std::optional<std::string> unescape_token(std::string_view token);

/// The element that a reference token means: digits without leading zeros.
std::optional<std::size_t> array_index(std::string_view token);

/// True if `pointer` is a JSON Pointer (RFC 6901), whether or not it leads anywhere.
bool is_pointer(std::string_view pointer);

}  // namespace stacmlm::json
