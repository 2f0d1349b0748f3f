// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace stacmlm::cli {

/// What `mlm inspect` is asked for.
struct InspectRun {
  std::vector<std::string> paths;  ///< paths and URLs
  std::vector<std::string> hosts;  ///< that may be asked
  std::string format = "text";     ///< or `json`
  std::string output = "-";
  bool tensors = false;
  bool danger = false;  ///< the verdict decides the exit status
};

/// Reads each file and prints what it says. Returns the exit status.
int run_inspect(const InspectRun& run);

}  // namespace stacmlm::cli
