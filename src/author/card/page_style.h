// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace stacmlm::author {

/// The style sheet of the HTML card: light and dark, narrow and wide, screen and paper.
std::string_view page_style();

}  // namespace stacmlm::author
