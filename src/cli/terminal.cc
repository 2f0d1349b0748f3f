// SPDX-License-Identifier: Apache-2.0
#include "cli/terminal.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "diag/visible.h"

namespace stacmlm::cli {
namespace {

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

bool colour_on_stdout() {
  return ::isatty(STDOUT_FILENO) == 1 && environment("NO_COLOR").empty() &&
         environment("TERM") != "dumb";
}

bool stderr_is_terminal() { return ::isatty(STDERR_FILENO) == 1; }

void write_to_stderr(std::string_view text) {
  // fmt::print() would throw where this cannot be done.
  std::fwrite(text.data(), 1, text.size(), stderr);
}

void complain(std::string_view sentence, std::string_view program) {
  write_to_stderr(fmt::format("{}: {}\n", program, diag::visible(sentence)));
}

void hold_standard_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(stream, F_GETFD) >= 0) continue;
    // For the other direction, so that using it still fails. It gets the lowest free number.
    ::open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
  }
}

}  // namespace stacmlm::cli
