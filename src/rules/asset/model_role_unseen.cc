// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "rules/asset/rules.h"
#include "rules/context.h"
#include "rules/findings.h"

namespace stacmlm::rules {
namespace {

/// What is no list of texts could be the role, says the schema.
bool has_odd_roles(const AssetView& asset) {
  const json::Value roles = asset.asset.roles.raw();
  return roles.exists() &&
         (!roles.is_array() || std::ranges::any_of(roles.elements(), [](json::Value role) {
           return !role.is_string();
         }));
}

/// The schema of MLM 1.2.0 and 1.3.0 takes assets without roles for models, if all are such.
bool knows_no_roles(const Context& context) {
  const mlm::Version version = context.version();
  return (version == mlm::Version::kV1_2_0 || version == mlm::Version::kV1_3_0) &&
         std::ranges::none_of(context.assets(), [](const AssetView& asset) {
           return asset.asset.roles.raw().exists();
         });
}

void check(const Context& context, Findings& findings) {
  const json::Value assets = context.item().assets.raw();
  if (!assets.is_object() || std::ranges::any_of(context.assets(), &AssetView::is_model)) return;
  const char* hint = "give the role to the asset with the model's weights";
  if (assets.size() == 0) {
    findings.at_value(assets, "there are no assets, so no model").hint("add the model's weights");
    return;
  }
  for (const AssetView& asset : context.assets()) {
    if (!has_odd_roles(asset)) continue;
    findings
        .at_value(asset.asset.roles.raw(), "no asset has the role `mlm:model` in a list of texts")
        .hint(hint);
    return;
  }
  if (knows_no_roles(context))
    findings.at_value(assets, "no asset has the role `mlm:model`").hint(hint);
}

}  // namespace

const Rule kModelRoleUnseen{"MLM524",
                            "model-role-unseen",
                            "no asset is the model, but the schema does not see it",
                            severities::kMust,
                            Subject::kModelItem,
                            &check,
                            "README.md#assets-objects",
                            Since::exactly(mlm::Version::kV1_0_0)};

}  // namespace stacmlm::rules
