// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "stacmlm/artifact/verify.h"

namespace stacmlm::run {

/// What tries models.
struct TrialOptions {
  std::string runtime = "auto";                       ///< as PlanOptions::runtime
  std::map<std::string, std::string> libraries = {};  ///< as RunOptions::runtime_libraries
  std::vector<std::string> folders = {};              ///< as RunOptions::runtime_folders
};

/// Runs models for artifact::Verifier: one tensor for each input, on the processor, of the sizes
/// that the metadata state, else the file. Of free sizes the batch is 1; an image has the size that
/// an output states, else 64, 256 or 224 pixels a side: the first that the model takes. Elements
/// are pseudo-random and always the same: floating numbers from 0 to 1, integers of 8 and 16 bits
/// from 0 to 127, others 0 or 1. A file is run under the conditions of Runtime::load() alone.
/// Tensors of more than 2^24 elements are refused.
///
/// Memory is measured as the growth of the process: one trial at a time.
///
/// ```cpp
/// artifact::VerifyOptions options;
/// options.trial = run::trial_with({.runtime = "evaluator"});
/// artifact::Verifier verifier(std::move(options));
/// ```
artifact::Trial trial_with(TrialOptions options);

}  // namespace stacmlm::run
