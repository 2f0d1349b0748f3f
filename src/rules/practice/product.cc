// SPDX-License-Identifier: Apache-2.0
#include "rules/practice/product.h"

namespace stacmlm::rules {

json::Value link_to_model(const Context& context) {
  for (const LinkView& link : context.links()) {
    if (link.rel == "derived_from" && !link.other.model_name.is_absent()) return link.source();
  }
  return {};
}

json::Value model_expression(const Context& context) {
  const auto of_model = [](const OtherMembers& members) {
    const json::Value expression = members.processing_expression.raw();
    return expression.find("format").equals("stac-mlm") ? expression : json::Value();
  };
  if (const json::Value expression = of_model(context.other())) return expression;
  for (const AssetView& asset : context.assets()) {
    if (const json::Value expression = of_model(*asset.other)) return expression;
  }
  return {};
}

bool is_data(const Context& context) {
  return !context.describes_model() && !context.describes_ml_model();
}

}  // namespace stacmlm::rules
