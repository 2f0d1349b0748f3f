// SPDX-License-Identifier: Apache-2.0
#include "cli/program.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>

#include "cli/commands.h"
#include "cli/status.h"

namespace stacmlm::cli {

int run_program(int argc, char** argv) {
  int status = status::kClean;
  CLI::App program("Checks machine-learning models that are described in STAC", "mlm");
  program.require_subcommand(1);
  add_validate(program, status);
  try {
    program.parse(argc, argv);
  } catch (const CLI::Success& success) {
    return program.exit(success);
  } catch (const CLI::ParseError& error) {
    fmt::print(stderr, "mlm: {}\n", error.what());
    return status::kNotDone;
  }
  return status;
}

}  // namespace stacmlm::cli
