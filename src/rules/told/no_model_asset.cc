// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/nearest.h"
#include "rules/told/model_role.h"
#include "rules/told/rules.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  const json::Value assets = context.item().assets.raw();
  if (!assets.exists()) {
    findings.at_opening(findings.place(), "there are no assets, so no model");
    return;
  }
  Finding& finding = findings.at_value(assets, "no asset has the role `mlm:model`")
                         .hint("give the role to the asset with the model's weights");
  for (const AssetView& asset : context.assets()) {
    if (!looks_like_model(asset.source())) continue;
    finding.related(asset.source(), "this may be it");
    // An asset with an artifact type has a finding, and a fix, of its own: MLM504.
    if (asset.model->artifact_type.has_value()) return;
    const auto patch = adding_role(asset.source(), "mlm:model");
    if (!patch.empty())
      finding.unsafe_fix(fmt::format("add the role to {}", shown(asset.key.text())), patch);
    return;
  }
}

}  // namespace

const Rule kNoModelAsset{
    "MLM501",        "no-model-asset", "no asset is the model",   severities::kSchema,
    Subject::kShape, &check,           "README.md#assets-objects"};

}  // namespace stacmlm::rules
