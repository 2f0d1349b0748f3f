// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/run/run_command.h"

namespace stacmlm::cli {

/// Replays the examples of the Item. The exit status: 0 all agree, 1 some do not, 2 nothing could
/// be replayed.
int run_check(const RunCommand& command);

/// Makes an example of the scene, and prints the Item with it, or writes it. The exit status.
int run_make_example(const RunCommand& command);

}  // namespace stacmlm::cli
