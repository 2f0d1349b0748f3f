// SPDX-License-Identifier: Apache-2.0
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/practice/product.h"
#include "rules/practice/rules.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  if (!is_data(context)) return;
  const json::Value expression = model_expression(context);
  if (expression.exists()) {
    const json::Value uri = expression.find("expression");
    if (uri.exists() && !uri.is_string()) {
      findings.at_value(uri, "the format `stac-mlm` takes the address of the Item of a model")
          .hint("write the address as a string");
    }
    return;
  }
  const json::Value link = link_to_model(context);
  if (!link.exists()) return;
  findings
      .at_opening(context.properties(),
                  "a product of a model without `processing:expression` of the format `stac-mlm`")
      .hint("its `expression` is the address of the Item of the model")
      .related(link, "made by this model");
}

}  // namespace

const Rule kProductExpression{"MLM805",
                              "product-expression",
                              "the product of a model does not name the model as its processing",
                              severities::kShouldDocumented,
                              Subject::kItem,
                              &check,
                              "best-practices.md#processing-extension"};

}  // namespace stacmlm::rules
