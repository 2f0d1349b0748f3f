// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "stacmlm/json/shape.h"

namespace stacmlm::stac {

/// ECMA-262 white space, as `\s` has it: takes one character off the front of `text` if it is one.
bool skip_ecma_space(std::string_view& text);

/// `\w` of ECMA-262: an ASCII letter, a digit or an underscore.
bool is_word_character(char c);

extern const json::Pattern kUtcTime;
extern const json::Pattern kLicense;
extern const json::Pattern kUpperCaseLetters;
extern const json::Pattern kHexColor;

}  // namespace stacmlm::stac
