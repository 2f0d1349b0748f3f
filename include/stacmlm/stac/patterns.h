// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "stacmlm/json/shape.h"

namespace stacmlm::stac {

/// ECMA-262 white space, as `\s` has it: takes one character off the front of `text` if it is one.
bool skip_ecma_space(std::string_view& text);

}  // namespace stacmlm::stac
