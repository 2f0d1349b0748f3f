// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "cli/validate_run.h"

namespace stacmlm::cli {

/// What `mlm verify` is asked for.
struct VerifyRun {
  ValidateRun report;  ///< documents are read and findings told as `mlm validate` does
  std::string only_asset;
  bool tell_all = false;
  bool fix = false;
  std::string comparisons;  ///< the file for all of them; empty: none
  std::vector<std::string> hosts;
  bool is_dynamic = false;  ///< also runs the models
  std::string runtime = "auto";
  std::map<std::string, std::string> runtime_libraries;  ///< as run::TrialOptions
};

/// Compares everything and returns the exit status.
int run_verify(VerifyRun run);

}  // namespace stacmlm::cli
