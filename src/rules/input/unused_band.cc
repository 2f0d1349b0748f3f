// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/input/rules.h"
#include "rules/nearest.h"

namespace stacmlm::rules {
namespace {

bool is_word_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// The names that inputs and outputs give, and every word of their expressions.
class UsedWords {
 public:
  explicit UsedWords(const Context& context) {
    for_each_tensor(context, [&](const TensorView& tensor) {
      for (const Reference& reference : tensor.band_references) {
        if (reference.name.exists()) words_.insert(reference.word.text());
      }
    });
    for (const ExpressionView& view : context.expressions()) {
      has_expression_ = true;
      add_words(view.expression.raw());
    }
  }
  [[nodiscard]] bool has(std::string_view name) const { return words_.contains(name); }
  /// A name that is no single word may stand in an expression too; another case is rule MLM313's.
  [[nodiscard]] bool may_have(std::string_view name) {
    if (has(name) || (has_expression_ && !std::ranges::all_of(name, is_word_letter))) return true;
    if (lower_case_words_.empty()) {
      for (const std::string_view word : words_) lower_case_words_.insert(lower_case(word));
    }
    return lower_case_words_.contains(lower_case(name));
  }

 private:
  void add_words(std::string_view text) {
    std::size_t begin = 0;
    for (std::size_t at = 0; at <= text.size(); ++at) {
      if (at < text.size() && is_word_letter(text[at])) continue;
      if (at > begin) words_.insert(text.substr(begin, at - begin));
      begin = at + 1;
    }
  }
  std::unordered_set<std::string_view> words_;
  std::unordered_set<std::string> lower_case_words_;
  bool has_expression_ = false;
};

/// Only a list that some name leads to: other lists describe something else, or other names.
void check_list(json::Value bands, UsedWords& used, Findings& findings) {
  bool any = false;
  bool all = true;
  for (const json::Value band : bands.elements()) {
    const json::Value name = band.find("name");
    const bool is_used = name.is_string() && used.has(name.string());
    any = any || is_used;
    all = all && is_used;
  }
  if (!any || all) return;
  for (const json::Value band : bands.elements()) {
    const json::Value name = band.find("name");
    if (!name.is_string() || used.may_have(name.string())) continue;
    findings.at_value(name, fmt::format("no input or output names band {}", shown(name.string())))
        .hint("list the bands that the model uses, and no others");
  }
}

/// Where the names of inputs and outputs alone settle it, no word of an expression is looked at.
bool is_settled(const BandList& bands, const Context& context) {
  if (bands.asset != nullptr && !bands.asset->is_model) return true;
  if (bands.named == bands.source.size()) return true;
  return bands.named == 0 && context.expressions().empty();
}

void check(const Context& context, Findings& findings) {
  if (!context.names_bands()) return;
  std::optional<UsedWords> used;
  for (const BandList& bands : context.bands().band_lists()) {
    if (is_settled(bands, context)) continue;
    if (!used) used.emplace(context);
    check_list(bands.source, *used, findings);
  }
}

}  // namespace

const Rule kUnusedBand{"MLM322",
                       "unused-band",
                       "a band is defined that no input or output names",
                       severities::kShouldDocumented,
                       Subject::kModelItem,
                       &check,
                       "README.md#bands-and-statistics"};

}  // namespace stacmlm::rules
