// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace stacmlm::run {

/// The path or URL that an href in a document means: URLs as they are, paths from its folder.
std::string place_of(std::string_view document, std::string_view href);

}  // namespace stacmlm::run
