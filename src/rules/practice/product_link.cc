// SPDX-License-Identifier: Apache-2.0
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/practice/product.h"
#include "rules/practice/rules.h"

namespace stacmlm::rules {
namespace {

/// What says that a model made the data.
json::Value evidence(const Context& context) {
  for (const AssetView& asset : context.assets()) {
    if (asset.model->name) return asset.model->name.raw();
  }
  return model_expression(context);
}

void check(const Context& context, Findings& findings) {
  const json::Value links = context.item().links.raw();
  if (!links.is_array() || !is_data(context) || link_to_model(context).exists()) return;
  const json::Value made_by = evidence(context);
  if (!made_by.exists()) return;
  findings
      .at_opening(links, "a product of a model without a `derived_from` link that has `mlm:name`")
      .hint("link to the Item of the model: `derived_from`, `application/geo+json`, `mlm:name`")
      .related(made_by, "made by a model");
}

}  // namespace

const Rule kProductLink{"MLM803",
                        "product-link",
                        "the product of a model has no link to the model",
                        severities::kShould,
                        Subject::kItem,
                        &check,
                        "README.md#relation-types"};

}  // namespace stacmlm::rules
