// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <string>
#include <utility>

#include "artifact/bytes/byte_reader.h"
#include "artifact/collector.h"
#include "artifact/digits.h"
#include "run/trees/lightgbm_tree.h"
#include "run/trees/objective.h"
#include "run/trees/read_forest.h"
#include "run/trees/words.h"

namespace stacmlm::run::trees {
namespace {

using artifact::malformed;
using artifact::number_in;

constexpr std::size_t kLongestLine = std::size_t{32} << 20U;
constexpr std::int64_t kMostColumns = 4096;
constexpr std::int64_t kMostFeatures = 65536;
constexpr std::string_view kEndOfTrees = "end of trees";
/// What LightGBM takes for zero.
constexpr double kMostZero = 1e-35F;

class Reader {
 public:
  explicit Reader(const artifact::Source& source) : reader_(source) {}

  base::Result<Forest<double>> run() {
    STACMLM_CHECK(read_header());
    STACMLM_TRY(const std::int64_t columns,
                header_number("num_tree_per_iteration", 1, kMostColumns));
    STACMLM_TRY(const std::int64_t last, header_number("max_feature_idx", 0, kMostFeatures - 1));
    Forest<double> forest(static_cast<std::size_t>(last) + 1, static_cast<std::size_t>(columns));
    forest.take_for_zero(kMostZero);
    STACMLM_CHECK(choose_link(forest));
    const auto column_count = static_cast<std::uint64_t>(columns);
    std::uint64_t trees = 0;
    for (; line_ != kEndOfTrees; ++trees) {
      if (auto added = add_tree(trees % column_count, forest); !added)
        return tl::unexpected(std::move(added).error().during(fmt::format("tree {}", trees)));
    }
    const std::uint64_t rounds = trees / column_count;
    if (is_average_ && rounds > 0) forest.divide_by(static_cast<double>(rounds));
    STACMLM_CHECK(check_rest());
    return forest;
  }

 private:
  base::Result<void> next_line() {
    if (reader_.left() == 0) return malformed("the text ends in the middle");
    STACMLM_TRY(line_, reader_.line(kLongestLine));
    if (line_.ends_with('\r')) line_.pop_back();
    return {};
  }

  /// Up to and with the first line that is of the trees.
  base::Result<void> read_header() {
    for (;;) {
      STACMLM_CHECK(next_line());
      if (line_.starts_with("Tree=") || line_ == kEndOfTrees) return {};
      if (line_ == "average_output") is_average_ = true;
      for (const std::string_view key :
           {"num_tree_per_iteration", "max_feature_idx", "objective"}) {
        if (line_.starts_with(key) && line_.substr(key.size()).starts_with('='))
          header_[std::string(key)] = line_.substr(key.size() + 1);
      }
    }
  }

  base::Result<std::int64_t> header_number(const std::string& key, std::int64_t least,
                                           std::int64_t most) {
    const auto number = number_in<std::int64_t>(header_[key]);
    if (!number || *number < least) return malformed(fmt::format("no number \"{}\"", key));
    if (*number > most) return not_evaluated(fmt::format("a model with \"{}\" {}", key, *number));
    return *number;
  }

  /// `multiclassova num_class:3 sigmoid:1`
  base::Result<void> choose_link(Forest<double>& forest) {
    if (!header_.contains("objective")) return {};  // of the user's own: scores as they are
    std::string_view words = header_["objective"];
    const std::string_view name = next_word(words);
    STACMLM_TRY(const Objective* objective, known_objective(name, Library::kLightgbm));
    Link link = objective->link;
    double factor = 1;
    while (!words.empty()) {
      const std::string_view word = next_word(words);
      constexpr std::string_view kSigmoid = "sigmoid:";
      if (word == "sqrt") {
        link = Link::kSignedSquare;
      } else if (word.starts_with(kSigmoid)) {
        const auto number = number_in<double>(word.substr(kSigmoid.size()));
        if (!number || !std::isfinite(*number)) return malformed("a sigmoid that is no number");
        factor = *number;
      }
    }
    forest.become(link, factor);
    return {};
  }

  /// Up to and with the line that is of the next tree, or of the end.
  base::Result<void> add_tree(std::uint64_t column, Forest<double>& forest) {
    TreeLists lists;
    std::int64_t leaves = 0;
    for (;;) {
      STACMLM_CHECK(next_line());
      if (line_.starts_with("Tree=") || line_ == kEndOfTrees) break;
      const std::size_t equals = std::min(line_.find('='), line_.size());
      const std::string_view key = std::string_view(line_).substr(0, equals);
      const std::string_view text =
          std::string_view(line_).substr(std::min(equals + 1, line_.size()));
      if (key == "num_leaves") {
        leaves = number_in<std::int64_t>(text).value_or(0);
      } else if (key == "is_linear") {
        if (text != "0") return not_evaluated("a tree with linear models in its leaves");
      } else {
        STACMLM_CHECK(take_list(key, text, lists));
      }
    }
    if (leaves < 1 || lists.values.size() != static_cast<std::uint64_t>(leaves))
      return malformed("\"leaf_value\" has not \"num_leaves\" numbers");
    const std::size_t splits = lists.values.size() - 1;
    if (splits == 0) lists.features.clear();
    const auto is_whole = [&](const auto& list) { return list.size() == splits; };
    if (splits > 0 &&
        (!is_whole(lists.features) || !is_whole(lists.thresholds) || !is_whole(lists.decisions) ||
         !is_whole(lists.left) || !is_whole(lists.right)))
      return malformed("lists of several lengths");
    return forest.add_tree(
        splits + lists.values.size(),
        [&](std::uint64_t index) { return node_of(lists, index, forest); }, column);
  }

  /// Behind the trees: categories of a data frame are numbers there, and other numbers here.
  base::Result<void> check_rest() {
    constexpr std::string_view kCategories = "pandas_categorical:";
    while (reader_.left() > 0) {
      STACMLM_CHECK(next_line());
      if (!line_.starts_with(kCategories)) continue;
      const std::string categories = line_.substr(kCategories.size());
      if (categories != "null" && categories != "[]")
        return not_evaluated("a model that renames the categories of a data frame");
    }
    return {};
  }

  artifact::ByteReader reader_;
  std::string line_;
  std::map<std::string, std::string, std::less<>> header_;
  bool is_average_ = false;
};

}  // namespace

base::Result<Forest<double>> read_lightgbm(const artifact::Source& source) {
  return Reader(source).run();
}

}  // namespace stacmlm::run::trees
