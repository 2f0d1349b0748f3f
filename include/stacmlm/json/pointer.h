// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "stacmlm/json/document.h"

namespace stacmlm::json {

/// The JSON Pointer (RFC 6901) of a value in its document; empty for the root. Goes through
/// each large container of the document once, however often it is asked.
std::string pointer_to(Value value);

/// `key` as a reference token: `~` and `/` escaped.
std::string escape_token(std::string_view key);

/// The value that `pointer` leads to, or nothing (also if it is no pointer). `-` leads to nothing.
Value resolve(Value root, std::string_view pointer);

}  // namespace stacmlm::json
