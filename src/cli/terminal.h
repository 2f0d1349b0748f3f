// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace stacmlm::cli {

/// Colour suits standard output: it is a terminal, and NO_COLOR is not set.
bool colour_on_stdout();

/// Standard error is a terminal.
bool stderr_is_terminal();

/// One line for the user on standard error: `mlm: ...`.
void complain(std::string_view sentence);

}  // namespace stacmlm::cli
