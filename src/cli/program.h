// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace stacmlm::cli {

/// The program mlm: reads the arguments, does the job, returns the exit status.
int run_program(int argc, char** argv);

}  // namespace stacmlm::cli
