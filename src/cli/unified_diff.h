// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace stacmlm::cli {

/// The names of the two sides, the first two lines of a diff.
std::string diff_header(std::string_view path);

/// The changes from `before` to `after` in unified form, with `context` lines around each.
/// `first_line` is the number of the first line.
std::string diff_hunks(std::string_view before, std::string_view after, std::size_t context,
                       std::size_t first_line = 1);

}  // namespace stacmlm::cli
