// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace stacmlm::rules {

/// The address of the file itself, if `href` is the page on which GitHub, GitLab or Hugging Face
/// show it.
std::optional<std::string> address_behind_page(std::string_view href);

/// The address of a repository as a whole, of no branch, tag or commit.
bool is_whole_repository(std::string_view href);

}  // namespace stacmlm::rules
