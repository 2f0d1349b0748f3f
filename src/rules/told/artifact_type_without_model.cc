// SPDX-License-Identifier: Apache-2.0
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/told/model_role.h"
#include "rules/told/rules.h"

namespace stacmlm::rules {
namespace {

void check(const Context&, Findings& findings) {
  const json::Value asset = findings.place();
  const json::Value type = asset.find("mlm:artifact_type");
  Finding& finding =
      findings
          .at_key(type.exists() ? type : asset,
                  "`mlm:artifact_type` stands on an asset that has not the role `mlm:model`")
          .hint("give the role to the asset, or remove the member")
          .related(asset.find("roles"), "its roles");
  const auto patch = adding_role(asset, "mlm:model");
  if (patch.empty()) return;
  looks_like_model(asset) ? finding.safe_fix("add the role `mlm:model`", patch)
                          : finding.unsafe_fix("add the role `mlm:model`", patch);
}

}  // namespace

const Rule kArtifactTypeWithoutModel{
    "MLM504",
    "artifact-type-without-model",
    "an asset with `mlm:artifact_type` has not the role `mlm:model`",
    severities::kSchema,
    Subject::kShape,
    &check,
    "README.md#model-asset"};

}  // namespace stacmlm::rules
