// SPDX-License-Identifier: Apache-2.0
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/told/rules.h"

namespace stacmlm::rules {
namespace {

void check(const Context&, Findings& findings) {
  const json::Value asset = findings.place();
  const json::Value roles = asset.find("roles");
  const char* message = "MLM 1.0 and 1.1 allow no asset without the role `mlm:model`";
  (roles.exists() ? findings.at_value(roles, message) : findings.at_opening(asset, message))
      .hint("from 1.2.0 on other files may stand beside the model: declare a newer version");
}

}  // namespace

const Rule kAssetNotModel{"MLM505",
                          "asset-not-model",
                          "up to MLM 1.1.0 every asset must have the role `mlm:model`",
                          severities::kSchema,
                          Subject::kShape,
                          &check,
                          "README.md#assets-objects",
                          Since::exactly(mlm::Version::kV1_0_0),
                          mlm::Version::kV1_1_0};

}  // namespace stacmlm::rules
