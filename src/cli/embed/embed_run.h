// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace stacmlm::cli {

/// What `mlm embed` is asked for.
struct EmbedRun {
  std::string item;
  std::string file;    ///< the model file; stays as it is
  std::string output;  ///< the new one
  bool force = false;
};

/// Writes the new file and returns the exit status.
int run_embed(const EmbedRun& run);

}  // namespace stacmlm::cli
