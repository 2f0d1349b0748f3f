// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace stacmlm::json {

/// Writes `text` as a JSON string literal behind `out`: what quote() gives.
void append_quoted(std::string& out, std::string_view text);

}  // namespace stacmlm::json
