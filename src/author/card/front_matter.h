// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "author/card/page_content.h"

namespace stacmlm::author {

/// The YAML block at the head of a Markdown card, between its lines of dashes, as model hubs read
/// it. A member whose value a hub does not know is left out.
std::string front_matter(const PageContent& page);

}  // namespace stacmlm::author
