// SPDX-License-Identifier: Apache-2.0
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/told/rules.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  const json::Value asset = findings.place();
  // An empty one, or one of another type, has a finding of its own.
  if (asset.find("mlm:artifact_type").exists()) return;
  findings.at_opening(asset, "this model asset has no `mlm:artifact_type`")
      .hint(
          "name the function that stored it, such as `torch.save`, `torch.export.save` or "
          "`tf.keras.Model.save`")
      .related(context.properties().find("mlm:artifact_type"), "it stands here");
}

}  // namespace

const Rule kArtifactTypeMissing{"MLM503",
                                "artifact-type-missing",
                                "a model asset has no `mlm:artifact_type`",
                                severities::kSchema,
                                Subject::kShape,
                                &check,
                                "README.md#model-asset"};

}  // namespace stacmlm::rules
