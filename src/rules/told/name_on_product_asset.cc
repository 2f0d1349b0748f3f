// SPDX-License-Identifier: Apache-2.0
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/told/rules.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::rules {
namespace {

void check(const Context&, Findings& findings) {
  const json::Value name = findings.place().find("mlm:name");
  findings
      .at_key(name,
              "the published schema allows no `mlm:name` on an asset, the documentation shows it "
              "on the product of a model")
      .hint("an Item of a product does not need to declare MLM")
      .unsafe_fix("remove `mlm:name`",
                  {{json::PatchOperation::Kind::kRemove, json::pointer_to(name), {}, {}}});
}

}  // namespace

const Rule kNameOnProductAsset{
    "MLM527",
    "name-on-product-asset",
    "the schema allows no `mlm:name` on the asset of a product, the documentation does",
    severities::kSchemaAtFault,
    Subject::kShape,
    &check,
    "best-practices.md#processing-extension"};

}  // namespace stacmlm::rules
