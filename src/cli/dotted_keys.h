// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace stacmlm::cli {

/// Where a TOML text has a key of more parts than any table is deep that we read. The library makes
/// a table of each part and frees them by recursion, as deep as a file says.
std::optional<std::size_t> find_deep_key(std::string_view text);

}  // namespace stacmlm::cli
