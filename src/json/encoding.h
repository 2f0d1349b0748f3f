// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "stacmlm/json/parser.h"

namespace stacmlm::json {

/// The fault of a text that is UTF-16 or UTF-32, by its byte order mark or by the zeros among its
/// first bytes: a JSON text begins with two ASCII characters.
std::optional<SyntaxFault> wide_encoding_fault(std::string_view text);

}  // namespace stacmlm::json
