// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "rules/tree/tree.h"
#include "stacmlm/rules/tree_check.h"

namespace stacmlm::rules {

/// The part of a Tree that one file brings; indices count from its own beginning.
struct TreeNotes::Content {
  TreeFile file;
  std::vector<TreeObject> objects;
  std::vector<TreeLink> links;
  std::vector<ItemValue> values;
};

}  // namespace stacmlm::rules
