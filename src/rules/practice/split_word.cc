// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/nearest.h"
#include "rules/practice/rules.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::rules {
namespace {

constexpr std::array<std::string_view, 3> kSplits = {"train", "validate", "test"};
constexpr std::string_view kExtension = "https://stac-extensions.github.io/ml-aoi/";

/// Other words for the three.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kOtherWords = {{
    {"training", "train"},
    {"val", "validate"},
    {"valid", "validate"},
    {"validation", "validate"},
    {"testing", "test"},
    {"evaluation", "test"},
}};

void tell_word(json::Value split, std::string_view word, Findings& findings) {
  Finding& finding = findings.at_value(split, fmt::format("{} is no split", shown(word)));
  finding.hint("`train`, `validate` or `test`");
  const auto* const other = std::ranges::find_if(
      kOtherWords, [&](const auto& known) { return same_letters(word, known.first); });
  if (other == kOtherWords.end() || findings.is_full()) return;
  finding.safe_fix(fmt::format("write `{}`", other->second),
                   {{json::PatchOperation::Kind::kReplace, json::pointer_to(split),
                     json::quote(other->second), ""}});
}

void tell_undeclared(json::Value split, const Context& context, Findings& findings) {
  const json::Value list = context.item().stac_extensions.raw();
  if (context.lists_extension(kExtension) || !list.is_array()) return;
  findings.at_value(list, "`ml-aoi:split` is used, but `stac_extensions` does not name ml-aoi")
      .hint("add https://stac-extensions.github.io/ml-aoi/v0.2.0/schema.json")
      .related(split, "used here")
      .safe_fix("declare the extension",
                {{json::PatchOperation::Kind::kAdd, json::pointer_to(list) + "/-",
                  json::quote("https://stac-extensions.github.io/ml-aoi/v0.2.0/schema.json"), ""}});
}

void check(const Context& context, Findings& findings) {
  bool is_used = false;
  for (const LinkView& link : context.links()) {
    const json::Value split = link.other.split.raw();
    if (!split.exists()) continue;
    if (!is_used) tell_undeclared(split, context, findings);
    is_used = true;
    const std::string_view word = split.is_string() ? split.string() : split.raw();
    if (split.is_string() && std::ranges::find(kSplits, word) != kSplits.end()) continue;
    tell_word(split, word, findings);
  }
}

}  // namespace

const Rule kSplitWord{"MLM807",
                      "split-word",
                      "a link says its split in another word, or without the extension",
                      severities::kShould,
                      Subject::kModelItem,
                      &check,
                      "best-practices.md#ml-aoi-and-label-extensions"};

}  // namespace stacmlm::rules
