// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "stacmlm/author/new_item.h"

namespace stacmlm::cli {

/// What `mlm derive` is asked for.
struct DeriveRun {
  std::string model;  ///< the model file, or the folder that is one
  author::NewItemOptions options;
  std::string like;        ///< an Item; empty: there is none
  std::string statistics;  ///< JSON or CSV; empty: there are none
  std::string output = "-";
  bool force = false;
};

/// Writes the draft and its open questions, and returns the exit status.
int run_derive(DeriveRun run);

}  // namespace stacmlm::cli
