// SPDX-License-Identifier: Apache-2.0
// One tree of LightGBM's text.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "run/trees/forest.h"
#include "stacmlm/base/result.h"

namespace stacmlm::run::trees {

/// One tree: splits are nodes 0 to n - 2, its n leaves follow them.
struct TreeLists {
  std::vector<std::int64_t> features;
  std::vector<double> thresholds;
  std::vector<std::int64_t> decisions;
  std::vector<std::int64_t> left;
  std::vector<std::int64_t> right;
  std::vector<double> values;
  std::vector<std::int64_t> set_bounds;  // of each set of categories, in `set_words`
  std::vector<std::uint32_t> set_words;  // a bit for each category
  std::uint64_t words_taken = 0;         // by sets so far: none is in two
};

/// Takes the numbers of a line `key=text` that the tree is made of; others are passed over.
base::Result<void> take_list(std::string_view key, std::string_view text, TreeLists& lists);

/// A node of the tree, from lists that have numbers for each. @pre index < splits and leaves
base::Result<FileNode<double>> node_of(TreeLists& lists, std::uint64_t index,
                                       Forest<double>& forest);

}  // namespace stacmlm::run::trees
