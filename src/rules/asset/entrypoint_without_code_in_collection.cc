// SPDX-License-Identifier: Apache-2.0
#include "rules/asset/rules.h"
#include "rules/context.h"
#include "rules/findings.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::rules {
namespace {

void look_at(json::Value assets, Findings& findings) {
  for (const json::Value asset : assets.members()) {
    const json::Value entrypoint = asset.find("mlm:entrypoint");
    const json::Value roles = asset.find("roles");
    if (!entrypoint.exists() || stac::contains(roles, "code")) continue;
    Finding& finding =
        findings.at_key(entrypoint, "`mlm:entrypoint` on an asset without the role `code`");
    finding.hint("add the role `code`").related(roles, "the roles");
    if (findings.is_full() || !roles.is_array()) continue;
    finding.safe_fix("add the role", {{json::PatchOperation::Kind::kAdd,
                                       json::pointer_to(roles) + "/-", json::quote("code"), ""}});
  }
}

void check(const Context& context, Findings& findings) {
  look_at(context.item().assets.raw(), findings);
  look_at(context.collection().item_assets.raw(), findings);
}

}  // namespace

const Rule kEntrypointWithoutCodeInCollection{
    "MLM518",
    "entrypoint-without-code-in-collection",
    "an asset of a Collection has an entrypoint but not the role `code`",
    severities::kMust,
    Subject::kCollection,
    &check,
    "README.md#source-code-asset",
    Since::exactly(mlm::Version::kV1_5_0)};

}  // namespace stacmlm::rules
