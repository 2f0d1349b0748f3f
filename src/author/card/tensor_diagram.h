// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "author/card/page_content.h"

namespace stacmlm::author {

enum class Direction : std::uint8_t { kAcross, kDown };

/// The inputs, the model and the outputs with their sizes, as one SVG element.
std::string tensor_diagram(const PageContent& page, Direction direction);

}  // namespace stacmlm::author
