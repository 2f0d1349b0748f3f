// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace stacmlm::cli {

struct TomlFault {
  std::size_t offset;
  std::string_view what;
};

/// What a TOML text has that no configuration needs and that toml++ (3.3) cannot bear. It asserts
/// or worse on letters outside of strings, on headers without a key and on some dates and lists,
/// and makes a table of each part of a key and frees them by recursion, as deep as a file says. So
/// a value is a string, true, false, an array or a table; all else that is wrong is left to toml++.
std::optional<TomlFault> find_toml_fault(std::string_view text);

}  // namespace stacmlm::cli
