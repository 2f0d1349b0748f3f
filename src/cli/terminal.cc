// SPDX-License-Identifier: Apache-2.0
#include "cli/terminal.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

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

void complain(std::string_view sentence) { fmt::print(stderr, "mlm: {}\n", sentence); }

}  // namespace stacmlm::cli
