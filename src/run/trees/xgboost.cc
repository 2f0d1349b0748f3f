// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include "artifact/collector.h"
#include "artifact/digits.h"
#include "artifact/json/json_text.h"
#include "artifact/xgboost/outline.h"
#include "run/trees/objective.h"
#include "run/trees/read_forest.h"

namespace stacmlm::run::trees {
namespace {

using artifact::malformed;
using artifact::number_in;
using artifact::text_of;

constexpr std::uint64_t kMostColumns = 4096;
constexpr std::uint64_t kMostFeatures = 65536;
constexpr std::uint32_t kCategories = 1U << 24U;  // XGBoost's own bound

/// The lists of one tree.
struct TreeLists {
  std::vector<double> left;
  std::vector<double> right;
  std::vector<double> features;
  std::vector<double> conditions;
  std::vector<double> default_left;
  std::vector<double> types;  // empty: all are numbers
  /// For each node of `with_set` its part of `categories`.
  std::vector<double> categories;
  std::vector<double> with_set;
  std::vector<double> set_begins;
  std::vector<double> set_sizes;
  std::size_t taken = 0;  ///< of `categories`, so far: none is in two sets
};

/// A whole number that indexes something of `size` elements.
std::optional<std::size_t> index_of(double number, std::size_t size) {
  if (!(number >= 0) || number >= static_cast<double>(size) || number != std::floor(number))
    return {};
  return static_cast<std::size_t>(number);
}

class Reader {
 public:
  Reader(const artifact::Source& source, json::Value learner)
      : source_(source), learner_(learner) {}

  base::Result<Forest<float>> read() {
    STACMLM_CHECK(find_trees());
    const json::Value parameters = learner_.find("learner_model_param");
    const auto count = [&](std::string_view key) {
      return number_in<std::uint64_t>(text_of(parameters, key)).value_or(0);
    };
    const std::uint64_t features = count("num_feature");
    const std::uint64_t columns =
        std::max({count("num_class"), count("num_target"), std::uint64_t{1}});
    if (features == 0 || features > kMostFeatures || columns > kMostColumns)
      return not_evaluated(fmt::format("a model of {} features and {} columns", features, columns));
    const std::string_view objective_name = text_of(learner_.find("objective"), "name");
    STACMLM_TRY(const Objective* objective, known_objective(objective_name, Library::kXgboost));
    Forest<float> forest(features, columns);
    STACMLM_TRY(std::vector<float> start,
                start_of(text_of(parameters, "base_score"), columns, *objective));
    forest.start_at(std::move(start));
    forest.become(objective->link);
    STACMLM_CHECK(add_trees(forest));
    return forest;
  }

 private:
  base::Result<void> find_trees() {
    const json::Value booster = learner_.find("gradient_booster");
    const std::string_view name = text_of(booster, "name");
    model_ = booster.find("model");
    if (name == "dart") {
      model_ = booster.find("gbtree").find("model");
      STACMLM_TRY(weights_, list(booster, "weight_drop"));
    } else if (name != "gbtree") {
      return not_evaluated(fmt::format("the booster \"{}\"", name.substr(0, 100)));
    }
    const json::Value categories = model_.find("cats").find("enc");
    if (categories.is_array() && categories.size() > 0)
      return not_evaluated("a model that renames the categories of a data frame");
    return {};
  }

  /// A member that is a list of numbers; empty if it is not there, or an empty list.
  [[nodiscard]] base::Result<std::vector<double>> list(json::Value object, std::string_view key) {
    const json::Value value = object.find(key);
    std::vector<double> numbers;
    if (value.is_array()) {  // of truths (before 1.6), or of numbers with a type each
      for (const json::Value each : value.elements()) {
        if (!each.is_boolean() && !each.is_number())
          return malformed(fmt::format("\"{}\" is no list of numbers", key));
        numbers.push_back(each.is_number() ? each.number() : each.boolean() ? 1 : 0);
      }
      return numbers;
    }
    if (!value) return numbers;
    const auto called = artifact::xgboost::list_called(text_of(value));
    if (!called) return malformed(fmt::format("\"{}\" is no list of numbers", key));
    // Each number has a byte or more, and belongs to one list: a text that pretends to be a list
    // would otherwise have those of another one read again and again.
    if (called->count > source_.size() - read_)
      return malformed(fmt::format("\"{}\" is a list of numbers that another one has", key));
    read_ += called->count;
    return artifact::xgboost::read_list(source_, *called);
  }

  /// `5E-1`, or `[5E-1,2E-1]` since 3.1: in the terms of the labels.
  static base::Result<std::vector<float>> start_of(std::string_view text, std::uint64_t columns,
                                                   const Objective& objective) {
    if (text.starts_with('[') && text.ends_with(']')) text = text.substr(1, text.size() - 2);
    std::vector<float> start;
    while (!text.empty()) {
      const std::string_view one = text.substr(0, text.find(','));
      text.remove_prefix(std::min(text.size(), one.size() + 1));
      float number = 0;
      const auto [stop, fault] = std::from_chars(one.data(), one.data() + one.size(), number);
      if (fault != std::errc{} || stop != one.data() + one.size() || start.size() == columns)
        return malformed("\"base_score\" is no number for each column");
      if (objective.base == Link::kLogistic) number = -std::log(1.0F / number - 1.0F);
      if (objective.base == Link::kExponential) number = std::log(number);
      if (!std::isfinite(number)) return malformed("\"base_score\" is out of range");
      start.push_back(number);
    }
    if (start.size() == 1) start.resize(columns, start.front());
    if (start.size() != columns) return malformed("\"base_score\" is no number for each column");
    return start;
  }

  base::Result<void> add_trees(Forest<float>& forest) {
    const json::Value trees = model_.find("trees");
    STACMLM_TRY(const std::vector<double> columns, list(model_, "tree_info"));
    if (columns.size() != trees.size())
      return malformed("\"tree_info\" is not as long as \"trees\"");
    if (text_of(learner_.find("gradient_booster"), "name") == "dart" &&
        weights_.size() != trees.size())
      return malformed("\"weight_drop\" is not as long as \"trees\"");
    std::size_t index = 0;
    for (const json::Value tree : trees.elements()) {
      const auto column = index_of(columns[index], kMostColumns);
      if (!column) return malformed("\"tree_info\" has what is no column");
      const float weight = index < weights_.size() ? static_cast<float>(weights_[index]) : 1.0F;
      if (auto added = add_tree(tree, *column, weight, forest); !added)
        return tl::unexpected(std::move(added).error().during(fmt::format("tree {}", index)));
      ++index;
    }
    return {};
  }

  [[nodiscard]] base::Result<TreeLists> lists_of(json::Value tree) {
    TreeLists lists;
    const std::pair<std::string_view, std::vector<double> TreeLists::*> kLists[] = {
        {"left_children", &TreeLists::left},
        {"right_children", &TreeLists::right},
        {"split_indices", &TreeLists::features},
        {"split_conditions", &TreeLists::conditions},
        {"default_left", &TreeLists::default_left},
        {"split_type", &TreeLists::types},
        {"categories", &TreeLists::categories},
        {"categories_nodes", &TreeLists::with_set},
        {"categories_segments", &TreeLists::set_begins},
        {"categories_sizes", &TreeLists::set_sizes}};
    for (const auto& [key, place] : kLists) {
      STACMLM_TRY(lists.*place, list(tree, key));
    }
    const std::size_t nodes = lists.left.size();
    const auto is_whole = [&](const std::vector<double>& one) { return one.size() == nodes; };
    if (!is_whole(lists.right) || !is_whole(lists.features) || !is_whole(lists.conditions) ||
        !is_whole(lists.default_left) || (!lists.types.empty() && !is_whole(lists.types)))
      return malformed("lists of several lengths");
    if (lists.set_begins.size() != lists.with_set.size() ||
        lists.set_sizes.size() != lists.with_set.size())
      return malformed("lists of categories of several lengths");
    return lists;
  }

  static base::Result<void> add_tree_of(TreeLists& lists, std::size_t column, float weight,
                                        Forest<float>& forest) {
    const std::size_t nodes = lists.left.size();
    std::vector<std::size_t> sets(nodes, lists.with_set.size());  // index in with_set
    for (std::size_t i = 0; i < lists.with_set.size(); ++i) {
      const auto node = index_of(lists.with_set[i], nodes);
      if (!node) return malformed("categories of a node that is not there");
      sets[*node] = i;
    }
    const auto node_of = [&](std::uint64_t index) -> base::Result<FileNode<float>> {
      const auto i = static_cast<std::size_t>(index);
      FileNode<float> node;
      node.value = static_cast<float>(lists.conditions[i]);
      if (lists.left[i] == -1) {
        node.is_leaf = true;
        node.value *= weight;
        return node;
      }
      const auto left = index_of(lists.left[i], nodes);
      const auto right = index_of(lists.right[i], nodes);
      const auto feature = index_of(lists.features[i], kMostFeatures);
      if (!left || !right || !feature) return malformed("a child or a feature that is not there");
      node.left = *left;
      node.right = *right;
      node.feature = *feature;
      node.is_missing_right = lists.default_left[i] == 0;
      if (lists.types.empty() || lists.types[i] == 0) {
        if (std::isnan(node.value)) return malformed("a threshold that is no number");
        return node;
      }
      if (lists.types[i] != 1)
        return not_evaluated(fmt::format("a split of type {}", lists.types[i]));
      node.is_special = true;
      STACMLM_CHECK(keep_set(lists, sets[i], forest, node.special));
      return node;
    };
    return forest.add_tree(nodes, node_of, column);
  }

  static base::Result<void> keep_set(TreeLists& lists, std::size_t set, Forest<float>& forest,
                                     Special<float>& special) {
    special.kind = Special<float>::Kind::kInSetRight;
    if (set == lists.with_set.size()) return malformed("a split by category without categories");
    const auto begin = index_of(lists.set_begins[set], lists.categories.size() + 1);
    const auto size = index_of(lists.set_sizes[set], lists.categories.size() + 1);
    if (!begin || !size || *size > lists.categories.size() - *begin)
      return malformed("categories that are not there");
    lists.taken += *size;
    if (lists.taken > lists.categories.size())
      return malformed("categories that several splits have");
    std::vector<std::uint32_t> categories;
    for (std::size_t i = *begin; i < *begin + *size; ++i) {
      const auto category = index_of(lists.categories[i], kCategories);
      if (!category) return malformed("a category that is none");
      categories.push_back(static_cast<std::uint32_t>(*category));
    }
    std::ranges::sort(categories);
    return forest.add_set(categories, special);
  }

  base::Result<void> add_tree(json::Value tree, std::size_t column, float weight,
                              Forest<float>& forest) {
    const std::string_view leaf = text_of(tree.find("tree_param"), "size_leaf_vector");
    if (!leaf.empty() && leaf != "0" && leaf != "1")
      return not_evaluated("a tree with several values a leaf (multi_output_tree)");
    STACMLM_TRY(TreeLists lists, lists_of(tree));
    return add_tree_of(lists, column, weight, forest);
  }

  const artifact::Source& source_;
  std::uint64_t read_ = 0;  // numbers of lists so far
  json::Value learner_;
  json::Value model_;
  std::vector<double> weights_;
};

}  // namespace

base::Result<Forest<float>> read_xgboost(const artifact::Source& source, std::string_view format) {
  using namespace artifact::xgboost;
  const std::size_t limit = artifact::InspectLimits().header_bytes;
  const artifact::ByteReader reader(source);
  STACMLM_TRY(std::string outline, format == "xgboost-ubj"
                                       ? outline_of_ubjson(reader, limit, Lists::kPlaced)
                                       : outline_of_json(reader, limit, Lists::kPlaced));
  STACMLM_TRY(const json::Document document,
              artifact::take_json(std::move(outline), "the model without its numbers"));
  return Reader(source, document.root().find("learner")).read();
}

}  // namespace stacmlm::run::trees
