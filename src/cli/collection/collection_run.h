// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "stacmlm/author/collection.h"

namespace stacmlm::cli {

/// What `mlm collection` is asked for.
struct CollectionRun {
  std::vector<std::string> paths;
  author::CollectionOptions words;  ///< id, title, description, license, version of MLM
  std::string refresh;              ///< the old Collection, or nothing
  std::string output;               ///< `-` or a file; where it is empty, the old one or stdout
  std::string base;                 ///< address of the folder of the Collection, with a slash
  bool catalog = false;             ///< a root Catalog beside the Collection
  bool link_items = false;
  bool check = false;  ///< tell what would change, and write nothing
  bool quiet = false;
};

/// Builds or refreshes, and returns the exit status.
int run_collection(CollectionRun run);

}  // namespace stacmlm::cli
