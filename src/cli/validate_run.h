// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/worker.h"

namespace stacmlm::cli {

/// What `mlm validate`, or a command that works like it, is asked for.
struct ValidateRun {
  std::vector<std::string> paths;
  bool follow = false;
  std::vector<std::string> reports;  ///< passed over where they lie among the documents
  WorkOptions work;
  std::string config;  ///< the file given; empty: the nearest one
  bool no_config = false;
  std::string format = "text";
  std::string output = "-";
  bool exit_zero = false;
  bool quiet = false;
  bool diff = false;  ///< show what fixes would change and leave the files alone
  std::size_t jobs = 0;
  /// What stands before the findings of a document, in the form `text`; may be null.
  std::function<std::string(const Checked&)> preface;
  bool is_one_file = false;  ///< and one document
};

/// Checks everything and returns the exit status.
int run_validate(const ValidateRun& run);

}  // namespace stacmlm::cli
