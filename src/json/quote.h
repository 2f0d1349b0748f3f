// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace stacmlm::json {

/// All of the text is ASCII, and stands for itself in a JSON string.
bool is_plain(std::string_view text);

}  // namespace stacmlm::json
