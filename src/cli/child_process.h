// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "stacmlm/base/result.h"

namespace stacmlm::cli {

/// A program to start, without a shell in between.
struct ChildProcess {
  std::vector<std::string> words;  ///< the absolute path of the program, and its arguments
  std::vector<std::pair<std::string, std::string>> variables;  ///< besides those of this program
  std::string stdin_text;
  bool is_silent = false;  ///< stdout and stderr go nowhere
};

/// Starts it in the folder `/`, so that no file of the current one counts, and waits. Signals that
/// reach this program alone are handed on; those of the terminal reach both. Returns its status, or
/// 128 and the number of the signal that ended it. For one thread.
base::Result<int> run_child(const ChildProcess& child);

}  // namespace stacmlm::cli
