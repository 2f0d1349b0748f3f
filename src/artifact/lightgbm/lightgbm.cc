// SPDX-License-Identifier: Apache-2.0
#include "artifact/lightgbm/lightgbm.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "artifact/bytes/byte_reader.h"
#include "artifact/digits.h"

namespace stacmlm::artifact {
namespace {

constexpr std::size_t kLongestLine = std::size_t{32} << 20U;
constexpr std::int64_t kMostFeatures = std::int64_t{1} << 31U;
constexpr std::string_view kEndOfTrees = "end of trees";

bool is_lightgbm(const Probe& probe) {
  return probe.head.starts_with("tree\nversion=v") || probe.head.starts_with("tree\r\nversion=v");
}

/// Takes the next word off the text; words have one space between them.
std::string_view next_word(std::string_view& text) {
  const std::size_t space = text.find(' ');
  const std::string_view word = text.substr(0, space);
  text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
  return word;
}

/// How many numbers stand there; nothing if there is anything else.
std::optional<std::uint64_t> count_numbers(std::string_view text) {
  // What numbers are made of, `nan` and `inf` included.
  if (text.find_first_not_of("0123456789+-.eE nainf") != std::string_view::npos)
    return std::nullopt;
  std::uint64_t count = 0;
  bool in_number = false;
  for (const char c : text) {
    if (c != ' ' && !in_number) ++count;
    in_number = c != ' ';
  }
  return count;
}

class Reader {
 public:
  Reader(const Source& source, Collector& collector) : reader_(source), collector_(collector) {}

  base::Result<void> run() {
    collector_.model().producer = "lightgbm";
    STACMLM_CHECK(read_header());
    STACMLM_CHECK(tell_header());
    STACMLM_CHECK(read_trees());
    return read_rest();
  }

 private:
  /// The next line without its end, in line_, and where it began, in begin_.
  base::Result<void> next_line() {
    begin_ = reader_.position();
    if (reader_.left() == 0) return malformed("the text ends in the middle");
    STACMLM_TRY(line_, reader_.line(kLongestLine));
    if (line_.ends_with('\r')) line_.pop_back();
    return {};
  }

  /// Up to and with the first line that is of the trees.
  base::Result<void> read_header() {
    constexpr std::string_view kWanted[] = {
        "version",       "num_class", "num_tree_per_iteration", "max_feature_idx", "objective",
        "feature_names", "tree_sizes"};
    STACMLM_CHECK(next_line());  // `tree`
    for (;;) {
      STACMLM_CHECK(next_line());
      if (line_.starts_with("Tree=") || line_ == kEndOfTrees) return {};
      const std::size_t equals = line_.find('=');
      const std::string_view key = std::string_view(line_).substr(0, equals);
      if (equals == std::string::npos || std::ranges::find(kWanted, key) == std::end(kWanted))
        continue;
      STACMLM_CHECK(collector_.keep(line_.size()));
      if (!header_.emplace(key, line_.substr(equals + 1)).second)
        return malformed(fmt::format("\"{}\" stands twice", key));
    }
  }

  base::Result<std::int64_t> header_number(std::string_view key, std::int64_t least) {
    const auto found = header_.find(key);
    const auto number =
        found == header_.end() ? std::nullopt : number_in<std::int64_t>(found->second);
    if (!number || *number < least || *number > kMostFeatures)
      return malformed(fmt::format("no number \"{}\"", key));
    return *number;
  }
  [[nodiscard]] std::string_view header_text(std::string_view key) const {
    const auto found = header_.find(key);
    return found == header_.end() ? std::string_view() : found->second;
  }

  base::Result<void> tell_header() {
    const std::string_view version = header_text("version");
    collector_.model().format_version = version.substr(0, 16);
    if (version != "v2" && version != "v3" && version != "v4")
      return base::fail(base::ErrorKind::kUnsupported, fmt::format("version {}", version));
    STACMLM_TRY(const std::int64_t classes, header_number("num_class", 1));
    STACMLM_TRY(const std::int64_t columns, header_number("num_tree_per_iteration", 1));
    STACMLM_TRY(const std::int64_t last_feature, header_number("max_feature_idx", 0));
    std::string_view names = header_text("feature_names");
    if (!names.empty() && std::ranges::count(names, ' ') != last_feature)
      return malformed("\"feature_names\" are not as many as \"max_feature_idx\" says");
    const Dimension rows{-1, ""};
    STACMLM_CHECK(
        collector_.add_input({"", std::vector<Dimension>{rows, {last_feature + 1, ""}}, ""}));
    std::vector<Dimension> output{rows};
    if (columns > 1) output.push_back({columns, ""});
    STACMLM_CHECK(collector_.add_output({"", std::move(output), ""}));
    STACMLM_CHECK(collector_.add_metadata("objective", header_text("objective")));
    STACMLM_CHECK(collector_.add_metadata("num_class", std::to_string(classes)));
    return collector_.add_metadata("feature_names", names);
  }

  /// From the line of the first tree, or of the end, to the line of the end.
  base::Result<void> read_trees() {
    std::string_view sizes = header_text("tree_sizes");
    const bool has_sizes = header_.contains("tree_sizes");
    std::uint64_t trees = 0;
    while (line_ != kEndOfTrees) {
      const std::uint64_t begin = begin_;
      if (line_ != fmt::format("Tree={}", trees))
        return malformed(fmt::format("no tree {} at byte {}", trees, begin));
      STACMLM_CHECK(read_tree(trees));
      if (has_sizes &&
          number_in<std::int64_t>(next_word(sizes)) != static_cast<std::int64_t>(begin_ - begin))
        return malformed(fmt::format("tree {} has not the size of \"tree_sizes\"", trees));
      ++trees;
    }
    if (!sizes.empty()) return malformed("fewer trees than \"tree_sizes\" says");
    STACMLM_CHECK(collector_.add_metadata("trees", std::to_string(trees)));
    return collector_.add_metadata("leaves", std::to_string(leaves_));
  }

  /// Up to and with the line that is of the next tree, or of the end.
  base::Result<void> read_tree(std::uint64_t number) {
    std::optional<std::int64_t> leaves;
    std::optional<std::uint64_t> values;
    for (;;) {
      STACMLM_CHECK(next_line());
      if (line_.starts_with("Tree=") || line_ == kEndOfTrees) break;
      if (line_.empty()) continue;
      const std::string_view line = line_;
      const std::size_t equals = std::min(line.find('='), line.size());
      const auto count = count_numbers(line.substr(std::min(equals + 1, line.size())));
      if (equals == line.size() || !count)
        return malformed(fmt::format("tree {}: no list of numbers at byte {}", number, begin_));
      const std::string_view key = line.substr(0, equals);
      if (key == "num_leaves") leaves = number_in<std::int64_t>(line.substr(equals + 1));
      if (key == "leaf_value") values = count;
    }
    if (!leaves || *leaves < 1 || values != static_cast<std::uint64_t>(*leaves))
      return malformed(fmt::format("tree {} has not \"num_leaves\" leaves", number));
    leaves_ += *values;
    return {};
  }

  /// Importances, the parameters of the training, the categories of a data frame.
  base::Result<void> read_rest() {
    constexpr std::string_view kBoosting = "[boosting: ";
    constexpr std::string_view kCategories = "pandas_categorical:";
    bool is_complete = false;
    while (reader_.left() > 0) {
      STACMLM_CHECK(next_line());
      const std::string_view line = line_;
      if (line == "end of parameters") is_complete = true;
      if (line.starts_with(kBoosting) && line.ends_with(']')) {
        STACMLM_CHECK(collector_.add_metadata(
            "boosting", line.substr(kBoosting.size(), line.size() - kBoosting.size() - 1)));
      }
      if (line.starts_with(kCategories) && line.substr(kCategories.size()) != "null") {
        STACMLM_CHECK(
            collector_.add_metadata("pandas_categorical", line.substr(kCategories.size())));
      }
    }
    if (!is_complete) {
      collector_.danger(DangerKind::kNotAnalysed, "",
                        "ends without the parameters of the training: it may have been cut off");
    }
    return {};
  }

  ByteReader reader_;
  Collector& collector_;
  std::string line_;
  std::uint64_t begin_ = 0;
  std::map<std::string, std::string, std::less<>> header_;
  std::uint64_t leaves_ = 0;
};

base::Result<void> read_lightgbm(const Probe& probe, Collector& collector) {
  return Reader(probe.source, collector).run();
}

}  // namespace

const FormatReader kLightgbm{{.name = "lightgbm",
                              .title = "LightGBM text",
                              .extensions = ".txt .lgb .model",
                              .artifact_types = "lightgbm lightgbm.Booster.save_model",
                              .media_types = "text/plain",
                              .framework = "LightGBM",
                              .is_read = true},
                             is_lightgbm,
                             read_lightgbm};

}  // namespace stacmlm::artifact
