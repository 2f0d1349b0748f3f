// SPDX-License-Identifier: Apache-2.0
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/practice/rules.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  constexpr Roles kRoles = {Role::kMlmTrainingRuntime, Role::kMlmTraining,
                            Role::kMlModelTrainingRuntime};
  for (const AssetView& asset : context.assets()) {
    if (asset.has_any(kRoles) || asset.key == "mlm:training") return;
  }
  const json::Value assets = context.item().assets.raw();
  findings
      .at_opening(assets.is_object() ? assets : context.object(),
                  "no asset is the training pipeline")
      .hint("add an asset `mlm:training` with the role `mlm:training-runtime`");
}

}  // namespace

const Rule kNoTrainingRuntime{"MLM809",
                              "no-training-runtime",
                              "no asset is the training pipeline",
                              severities::kShouldDocumented,
                              Subject::kModelItem,
                              &check,
                              "best-practices.md#processing-extension"};

}  // namespace stacmlm::rules
