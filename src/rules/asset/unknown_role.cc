// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/asset/rules.h"
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/nearest.h"
#include "stacmlm/json/pointer.h"
#include "stacmlm/mlm/vocabulary.h"

namespace stacmlm::rules {
namespace {

/// Roles in the examples of the specification, which its text does not name.
constexpr std::array<std::string_view, 2> kInExamples = {"mlm:training", "mlm:inference"};

void tell(json::Value role, Findings& findings) {
  Finding& finding =
      findings.at_value(role, fmt::format("{} is no role of MLM", shown(role.string())));
  if (role.equals("mlm:container")) {
    finding.hint("it is the key of an asset; its role is `mlm:inference-runtime`");
    return;
  }
  static const std::vector<std::string_view> roles =
      mlm::words_of(mlm::roles(), mlm::kNewestPublished);
  const std::string_view meant = nearest(role.string(), roles);
  if (meant.empty() || findings.is_full()) return;
  finding.hint(fmt::format("did you mean `{}`?", meant));
  std::vector<json::PatchOperation> patch = {
      {json::PatchOperation::Kind::kReplace, json::pointer_to(role), json::quote(meant), ""}};
  if (same_letters(role.string(), meant)) {
    finding.safe_fix("write the role of MLM", std::move(patch));
  } else {
    finding.unsafe_fix("write the role of MLM", std::move(patch));
  }
}

void check(const Context& context, Findings& findings) {
  for (const AssetView& asset : context.assets()) {
    if (!asset.has_any({Role::kLikeMlm, Role::kMlmContainer})) continue;
    for (const auto& role : asset.asset.roles.value_or({})) {
      if (!role || !starts_like_mlm(*role) || mlm::is_known(mlm::roles(), *role) ||
          std::ranges::find(kInExamples, *role) != kInExamples.end())
        continue;
      tell(role.raw(), findings);
    }
  }
}

}  // namespace

const Rule kUnknownRole{"MLM522",
                        "unknown-role",
                        "a role looks like one of MLM but is none",
                        severities::kShouldDocumented,
                        Subject::kModelItem,
                        &check,
                        "README.md#mlm-asset-roles"};

}  // namespace stacmlm::rules
