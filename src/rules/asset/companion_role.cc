// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/asset/rules.h"
#include "rules/context.h"
#include "rules/findings.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::rules {
namespace {

struct Companion {
  Role role;
  Roles generic;  ///< one of them will do
  Role missing;   ///< what to add
};

constexpr std::array<Companion, 7> kCompanions = {{
    {Role::kMlmModel, {Role::kModel}, Role::kModel},
    {Role::kMlmWeights, {Role::kWeights, Role::kCheckpoint}, Role::kWeights},
    {Role::kMlmCheckpoint, {Role::kCheckpoint, Role::kWeights}, Role::kCheckpoint},
    {Role::kMlmSourceCode, {Role::kCode}, Role::kCode},
    {Role::kMlmSourceCode, {Role::kMetadata}, Role::kMetadata},
    {Role::kMlmInferenceRuntime, {Role::kRuntime}, Role::kRuntime},
    {Role::kMlmTrainingRuntime, {Role::kRuntime}, Role::kRuntime},
}};

void tell(json::Value roles, const std::vector<std::string_view>& missing, Findings& findings) {
  Finding& finding = findings.at_value(
      roles, fmt::format("`{}` {} not among the roles", fmt::join(missing, "` and `"),
                         missing.size() == 1 ? "is" : "are"));
  finding.hint("clients that do not know MLM look for these roles");
  if (findings.is_full()) return;
  const std::string end = json::pointer_to(roles) + "/-";
  std::vector<json::PatchOperation> patch;
  patch.reserve(missing.size());
  for (const std::string_view role : missing)
    patch.push_back({json::PatchOperation::Kind::kAdd, end, json::quote(role), ""});
  finding.safe_fix("add them", std::move(patch));
}

bool stands_alone(const AssetView& asset, const Companion& companion) {
  return asset.has(companion.role) && !asset.has_any(companion.generic) &&
         (companion.missing != Role::kCode || !asset.model->entrypoint);  // told by the schema
}

void check(const Context& context, Findings& findings) {
  for (const AssetView& asset : context.assets()) {
    std::vector<std::string_view> missing;
    for (const Companion& companion : kCompanions) {
      if (!stands_alone(asset, companion)) continue;
      const std::string_view generic = word_of(companion.missing);
      if (std::ranges::find(missing, generic) == missing.end()) missing.push_back(generic);
    }
    if (!missing.empty()) tell(asset.asset.roles.raw(), missing, findings);
  }
}

}  // namespace

const Rule kCompanionRole{"MLM511",
                          "companion-role",
                          "a role of MLM stands without the generic role beside it",
                          severities::kShouldDocumented,
                          Subject::kModelItem,
                          &check,
                          "README.md#mlm-asset-roles"};

}  // namespace stacmlm::rules
