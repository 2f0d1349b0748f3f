// SPDX-License-Identifier: Apache-2.0
#include "rules/practice/product.h"

namespace stacmlm::rules {

json::Value link_to_model(const Context& context) {
  for (const json::Value link : context.links().elements()) {
    if (link.find("rel").equals("derived_from") && link.find("mlm:name").exists()) return link;
  }
  return {};
}

json::Value model_expression(const Context& context) {
  const auto of_model = [](json::Value holder) {
    const json::Value expression = holder.find("processing:expression");
    return expression.find("format").equals("stac-mlm") ? expression : json::Value();
  };
  if (const json::Value expression = of_model(context.properties())) return expression;
  for (const AssetView& asset : context.assets()) {
    if (const json::Value expression = of_model(asset.source())) return expression;
  }
  return {};
}

bool is_data(const Context& context) {
  return !context.describes_model() && !context.describes_ml_model();
}

}  // namespace stacmlm::rules
