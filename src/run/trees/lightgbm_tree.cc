// SPDX-License-Identifier: Apache-2.0
#include "run/trees/lightgbm_tree.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "artifact/collector.h"
#include "artifact/digits.h"
#include "run/trees/objective.h"
#include "run/trees/words.h"

namespace stacmlm::run::trees {
namespace {

using artifact::malformed;
using artifact::number_in;

template <class Number>
base::Result<std::vector<Number>> numbers_in(std::string_view text, std::string_view key) {
  std::vector<Number> numbers;
  while (!text.empty()) {
    const std::string_view word = next_word(text);
    if (word.empty()) continue;
    const auto number = number_in<Number>(word);
    if (!number) return malformed(fmt::format("\"{}\" has what is no number", key));
    numbers.push_back(*number);
  }
  return numbers;
}

/// The bits of a `decision_type`.
struct Decision {
  bool is_categorical = false;
  bool is_default_left = false;
  enum class Missing : std::uint8_t { kNone, kZero, kNan } missing = Missing::kNone;
};

std::optional<Decision> decision_of(std::int64_t bits) {
  if (bits < 0 || bits > 15 || (bits >> 2U) == 3) return {};
  return Decision{(bits & 1U) != 0, (bits & 2U) != 0, static_cast<Decision::Missing>(bits >> 2U)};
}

base::Result<void> keep_set(TreeLists& lists, double set, Forest<double>& forest,
                            Special<double>& special) {
  special.kind = Special<double>::Kind::kInSetLeft;
  const std::vector<std::int64_t>& bounds = lists.set_bounds;
  const auto count = static_cast<double>(bounds.size());
  if (!(set >= 0) || !(set + 1 < count)) return malformed("categories that are not there");
  const auto at = static_cast<std::size_t>(set);
  const std::int64_t begin = bounds[at];
  const std::int64_t end = bounds[at + 1];
  if (begin < 0 || end < begin || end > static_cast<std::int64_t>(lists.set_words.size()))
    return malformed("categories that are not there");
  lists.words_taken += static_cast<std::uint64_t>(end - begin);
  if (lists.words_taken > lists.set_words.size())
    return malformed("categories that several splits have");
  std::vector<std::uint32_t> categories;
  for (std::int64_t word = begin; word < end; ++word) {
    for (std::uint32_t bit = 0; bit < 32; ++bit) {
      const bool is_in = (lists.set_words[static_cast<std::size_t>(word)] >> bit & 1U) != 0;
      if (is_in) categories.push_back(static_cast<std::uint32_t>(word - begin) * 32 + bit);
    }
  }
  return forest.add_set(categories, special);
}

}  // namespace

base::Result<void> take_list(std::string_view key, std::string_view text, TreeLists& lists) {
  const std::pair<std::string_view, std::vector<std::int64_t> TreeLists::*> kWhole[] = {
      {"split_feature", &TreeLists::features},
      {"decision_type", &TreeLists::decisions},
      {"left_child", &TreeLists::left},
      {"right_child", &TreeLists::right},
      {"cat_boundaries", &TreeLists::set_bounds}};
  for (const auto& [name, place] : kWhole) {
    if (key != name) continue;
    STACMLM_TRY(lists.*place, numbers_in<std::int64_t>(text, key));
  }
  if (key == "threshold") {
    STACMLM_TRY(lists.thresholds, numbers_in<double>(text, key));
  } else if (key == "leaf_value") {
    STACMLM_TRY(lists.values, numbers_in<double>(text, key));
  } else if (key == "cat_threshold") {
    STACMLM_TRY(lists.set_words, numbers_in<std::uint32_t>(text, key));
  }
  return {};
}

base::Result<FileNode<double>> node_of(TreeLists& lists, std::uint64_t index,
                                       Forest<double>& forest) {
  const std::size_t splits = lists.values.size() - 1;
  FileNode<double> node;
  if (index >= splits) {
    node.is_leaf = true;
    node.value = lists.values[index - splits];
    return node;
  }
  const auto at = static_cast<std::size_t>(index);
  // Leaves are -1, -2 ...; what lies outside is found by add_tree().
  const auto child = [&](std::int64_t number) {
    return number >= 0 ? static_cast<std::uint64_t>(number)
                       : splits + static_cast<std::uint64_t>(-(number + 1));
  };
  if (lists.left[at] >= static_cast<std::int64_t>(splits) ||
      lists.right[at] >= static_cast<std::int64_t>(splits) || lists.features[at] < 0)
    return malformed("a child or a feature that is not there");
  node.left = child(lists.left[at]);
  node.right = child(lists.right[at]);
  node.feature = static_cast<std::uint64_t>(lists.features[at]);
  const auto decision = decision_of(lists.decisions[at]);
  if (!decision)
    return not_evaluated(fmt::format("a \"decision_type\" of {}", lists.decisions[at]));
  const double threshold = lists.thresholds[at];
  if (decision->is_categorical) {
    node.is_special = true;
    node.is_missing_right = true;
    STACMLM_CHECK(keep_set(lists, threshold, forest, node.special));
    return node;
  }
  if (std::isnan(threshold)) return malformed("a threshold that is no number");
  // x <= threshold is x < the next number.
  node.value = std::nextafter(threshold, std::numeric_limits<double>::infinity());
  node.is_missing_right = !decision->is_default_left;
  if (decision->missing == Decision::Missing::kNone) {
    node.is_missing_right = !(0 <= threshold);  // what is missing counts as 0
  } else if (decision->missing == Decision::Missing::kZero) {
    node.is_special = true;
    node.special.kind = Special<double>::Kind::kZeroIsMissing;
    node.special.threshold = node.value;
  }
  return node;
}

}  // namespace stacmlm::run::trees
