// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "stacmlm/json/document.h"

namespace stacmlm::author {

/// A JSON text that we wrote, laid out in lines; ends with a line feed.
std::string laid_out(std::string_view json);

/// A value, or a text as a string literal: on one line, printable ASCII alone.
std::string in_ascii(json::Value value);
std::string in_ascii(std::string_view text);

/// A value on one line, its texts as they are.
std::string on_one_line(json::Value value);

/// A finite number as JSON has it: the fewest digits that give the same double.
std::string number_text(double number);

/// The nearest number of 15 digits: 0.1 + 0.2 is 0.3 there.
std::string rounded_text(double number);

}  // namespace stacmlm::author
