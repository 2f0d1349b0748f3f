// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace stacmlm::cli {

/// What `mlm fmt` is asked for.
struct FmtRun {
  std::vector<std::string> paths;
  bool check = false;  ///< list what would change, and change nothing
  bool diff = false;   ///< show what would change, and change nothing
  bool quiet = false;
  std::size_t jobs = 0;
};

/// Formats everything and returns the exit status.
int run_fmt(const FmtRun& run);

}  // namespace stacmlm::cli
