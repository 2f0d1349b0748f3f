// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "rules/asset/rules.h"
#include "rules/context.h"
#include "rules/findings.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::rules {
namespace {

constexpr Roles kOfWeights = {Role::kMlmWeights, Role::kMlmCheckpoint, Role::kMlmCompiled};

void check(const Context& context, Findings& findings) {
  // The schema tells an Item without any model asset.
  if (std::ranges::none_of(context.assets(), &AssetView::is_model)) return;
  for (const AssetView& asset : context.assets()) {
    // With an artifact type the schema demands the role.
    if (asset.is_model || asset.model->artifact_type || !asset.has_any(kOfWeights)) continue;
    for (const auto& role : asset.asset.roles.value_or({})) {
      if (!role || (*role != "mlm:weights" && *role != "mlm:checkpoint" && *role != "mlm:compiled"))
        continue;
      Finding& finding = findings.at_value(
          role.raw(), fmt::format("an asset with the role `{}` but without `mlm:model`", *role));
      finding.hint("add the role `mlm:model`, and `mlm:artifact_type`");
      if (!findings.is_full()) {
        finding.unsafe_fix("add the role", {{json::PatchOperation::Kind::kAdd,
                                             json::pointer_to(asset.asset.roles.raw()) + "/-",
                                             json::quote("mlm:model"), ""}});
      }
      break;
    }
  }
}

}  // namespace

const Rule kWeightsWithoutModel{"MLM509",
                                "weights-without-model",
                                "an asset with weights is not marked as the model",
                                severities::kMust,
                                Subject::kModelItem,
                                &check,
                                "README.md#mlm-asset-roles",
                                {mlm::Version::kV1_2_0, mlm::kNewestPublished}};

}  // namespace stacmlm::rules
