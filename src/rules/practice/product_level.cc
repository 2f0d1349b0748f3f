// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/nearest.h"
#include "rules/practice/product.h"
#include "rules/practice/rules.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  const json::Value link = is_data(context) ? link_to_model(context) : json::Value();
  if (!link.exists()) return;
  json::Value level = context.other().processing_level.raw();
  for (const AssetView& asset : context.assets()) {
    const json::Value own = asset.other->processing_level.raw();
    if (own.equals("L4")) return;
    if (!level.exists()) level = own;
  }
  if (level.equals("L4")) return;
  Finding& finding =
      level.is_string()
          ? findings.at_value(
                level, fmt::format("a product of a model has the level {}", shown(level.string())))
          : findings.at_opening(context.properties(), "a product of a model without its level");
  finding.hint("`\"processing:level\": \"L4\"`").related(link, "made by this model");
}

}  // namespace

const Rule kProductLevel{"MLM804",
                         "product-level",
                         "the product of a model has not the processing level L4",
                         severities::kShouldDocumented,
                         Subject::kItem,
                         &check,
                         "best-practices.md#processing-extension"};

}  // namespace stacmlm::rules
