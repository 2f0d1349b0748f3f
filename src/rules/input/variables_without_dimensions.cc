// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/input/rules.h"

namespace stacmlm::rules {
namespace {

bool any_variables(const Context& context) {
  return context.properties().find("cube:variables").exists() ||
         std::ranges::any_of(context.assets(), [](const AssetView& view) {
           return view.source().find("cube:variables").exists();
         });
}

bool has_dimensions(json::Value holder) { return holder.find("cube:dimensions").exists(); }

void check(const Context& context, Findings& findings) {
  if (!any_variables(context)) return;
  const bool in_properties = has_dimensions(context.properties());
  bool anywhere = in_properties;
  for (const AssetView& view : context.assets())
    anywhere = anywhere || has_dimensions(view.source());
  // The schema of the extension asks for one somewhere.
  if (!anywhere && context.lists_extension("https://stac-extensions.github.io/datacube/")) return;
  const auto check_holder = [&](json::Value holder) {
    const json::Value variables = holder.find("cube:variables");
    if (!variables.exists() || in_properties || has_dimensions(holder)) return;
    findings.at_key(variables, "`cube:variables` without `cube:dimensions`")
        .hint("describe the dimensions of the variables next to them");
  };
  check_holder(context.properties());
  for (const AssetView& view : context.assets()) check_holder(view.source());
}

}  // namespace

const Rule kVariablesWithoutDimensions{"MLM323",
                                       "variables-without-dimensions",
                                       "`cube:variables` stands without `cube:dimensions`",
                                       severities::kShouldDocumented,
                                       Subject::kModelItem,
                                       &check,
                                       "README.md#model-data-variable-object"};

}  // namespace stacmlm::rules
