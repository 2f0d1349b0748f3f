// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace stacmlm::cli {

/// What `mlm compose run` is asked for.
struct ComposeRun {
  std::string item;
  std::string input;
  std::string output;
  std::string asset;
  std::string service;
  bool training = false;
  bool dry_run = false;
};

/// Runs the model and returns the status of the engine, or why it was not run.
int run_compose(const ComposeRun& options);

}  // namespace stacmlm::cli
