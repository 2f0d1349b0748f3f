// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace stacmlm::cli {

/// Colour suits standard output: it is a terminal, and NO_COLOR is not set.
bool colour_on_stdout();

/// Standard error is a terminal.
bool stderr_is_terminal();

/// Writes to standard error, as far as that can be done.
void write_to_stderr(std::string_view text);

/// One line for the user on standard error: `mlm: ...`, safe for a terminal.
void complain(std::string_view sentence, std::string_view program = "mlm");

/// Sees to it that no file that is opened becomes standard input, output or error where one of them
/// is closed: what is written there would go into the file.
void hold_standard_streams();

}  // namespace stacmlm::cli
