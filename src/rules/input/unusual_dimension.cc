// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/input/rules.h"
#include "rules/nearest.h"
#include "stacmlm/json/patch.h"
#include "stacmlm/json/pointer.h"
#include "stacmlm/mlm/vocabulary.h"

namespace stacmlm::rules {
namespace {

/// The short forms of the documentation that the schema accepts.
constexpr std::string_view kShortForms[] = {"t", "lat", "lon", "alt", "h", "w"};

bool is_recommended(const Word& name) {
  static const WordList kWords = [] {
    std::vector<std::string_view> words = mlm::all_words(mlm::dimensions());
    words.insert(words.end(), std::begin(kShortForms), std::end(kShortForms));
    return WordList(words);
  }();
  return kWords.has(name);
}

/// The schema reports other names.
bool is_well_formed(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || c == '-' || c == '_';
  });
}

/// What authors write for a listed name, and no distance of letters shows.
constexpr std::pair<std::string_view, std::string_view> kOtherWords[] = {
    {"classes", "class"}, {"num_classes", "class"}, {"n_classes", "class"}};

/// The listed names that the tensor has not; `bands` and `variables` only where such are named.
std::vector<std::string_view> candidates_of(const TensorView& tensor) {
  std::vector<std::string_view> candidates;
  for (const mlm::Term& term : mlm::dimensions()) {
    if (term.word == "bands" && tensor.bands.size() == 0) continue;
    if (term.word == "variables" && tensor.variables.size() == 0) continue;
    if (tensor.dimension(Word(term.word)) == nullptr) candidates.push_back(term.word);
  }
  return candidates;
}

void suggest(json::Value name, const std::vector<std::string_view>& candidates, Finding& finding) {
  std::string_view near = nearest(name.string(), candidates);
  for (const auto& [word, listed] : kOtherWords) {
    if (name.equals(word) && std::ranges::find(candidates, listed) != candidates.end())
      near = listed;
  }
  if (near.empty()) return;
  finding.hint(sentence({"did you mean `", near, "`?"}))
      .unsafe_fix(
          sentence({"name the dimension `", near, "`"}),
          {{json::PatchOperation::Kind::kReplace, json::pointer_to(name), json::quote(near), ""}});
}

void check(const Context& context, Findings& findings) {
  for_each_tensor(context, [&](const TensorView& tensor) {
    std::vector<std::string_view> candidates;
    for (const Dimension& dimension : tensor.dimensions) {
      if (is_recommended(dimension.name) || !is_well_formed(dimension.name.text())) continue;
      Finding& finding = findings.at_value(
          dimension.named,
          sentence({shown(dimension.name.text()), " is none of the recommended dimension names"}));
      if (findings.is_full()) continue;
      if (candidates.empty()) candidates = candidates_of(tensor);
      suggest(dimension.named, candidates, finding);
    }
  });
}

}  // namespace

const Rule kUnusualDimension{"MLM205",
                             "unusual-dimension",
                             "a dimension has none of the recommended names",
                             severities::kShouldDocumented,
                             Subject::kModelItem,
                             &check,
                             "README.md#dimension-order"};

}  // namespace stacmlm::rules
