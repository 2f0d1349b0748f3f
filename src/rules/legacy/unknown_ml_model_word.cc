// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/legacy/image_reference.h"
#include "rules/legacy/rules.h"
#include "rules/nearest.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::rules {
namespace {

constexpr std::array<std::string_view, 3> kRoles = {
    "ml-model:inference-runtime", "ml-model:training-runtime", "ml-model:checkpoint"};
constexpr std::array<std::string_view, 4> kRelations = {
    kImageRelations[0], kImageRelations[1], "ml-model:train-data", "ml-model:test-data"};

void check_word(json::Value value, std::span<const std::string_view> words, std::string_view kind,
                Findings& findings) {
  if (!value.is_string() || !value.string().starts_with("ml-model:") ||
      std::ranges::find(words, value.string()) != words.end())
    return;
  const std::string_view near = nearest(value.string(), {words.begin(), words.end()});
  Finding& finding =
      findings.at_value(value, fmt::format("ml-model has no {} {}", kind, shown(value.string())));
  if (near.empty() || findings.is_full()) return;
  finding.hint(fmt::format("did you mean `{}`?", near))
      .safe_fix(
          fmt::format("write `{}`", near),
          {{json::PatchOperation::Kind::kReplace, json::pointer_to(value), json::quote(near), {}}});
}

void check(const Context& context, Findings& findings) {
  for (const AssetView& asset : context.assets()) {
    for (const json::Value role : asset.asset.roles.raw().elements())
      check_word(role, kRoles, "role", findings);
  }
  for (const LinkView& view : context.links())
    check_word(view.link.rel.raw(), kRelations, "relation", findings);
}

}  // namespace

const Rule kUnknownMlModelWord{
    "MLM719",
    "unknown-ml-model-word",
    "a role or a relation of ml-model is misspelt",
    severities::kShould,
    Subject::kLegacyItem,
    &check,
    "https://github.com/stac-extensions/ml-model/blob/v1.0.0/README.md#roles"};

}  // namespace stacmlm::rules
