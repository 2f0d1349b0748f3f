// SPDX-License-Identifier: Apache-2.0
// Model files that lie in memory, for comparing them with metadata.
#pragma once

#include <string>

#include "stacmlm/artifact/verify.h"

namespace stacmlm::rules {

/// Opens the files of a kind of model file, whatever the href. `missing`: there is no file;
/// `elsewhere`: it is on another machine.
artifact::Opener opener_of(const std::string& kind);

/// Runs the first of those files with the evaluator, from a folder of the disk.
artifact::Trial trial_of(const std::string& kind);

}  // namespace stacmlm::rules
