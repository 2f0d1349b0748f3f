// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/input/rules.h"

namespace stacmlm::rules {
namespace {

bool any_variables(const Context& context) {
  const auto has = [](const OtherMembers& members) { return !members.cube_variables.is_absent(); };
  return has(context.other()) || std::ranges::any_of(context.assets(), [&](const AssetView& view) {
           return has(*view.other);
         });
}

bool has_dimensions(const OtherMembers& members) { return !members.cube_dimensions.is_absent(); }

void check(const Context& context, Findings& findings) {
  if (!any_variables(context)) return;
  const bool in_properties = has_dimensions(context.other());
  bool anywhere = in_properties;
  for (const AssetView& view : context.assets()) anywhere = anywhere || has_dimensions(*view.other);
  // The schema of the extension asks for one somewhere.
  if (!anywhere && context.lists_extension("https://stac-extensions.github.io/datacube/")) return;
  const auto check_members = [&](const OtherMembers& members) {
    const json::Value variables = members.cube_variables.raw();
    if (!variables.exists() || in_properties || has_dimensions(members)) return;
    findings.at_key(variables, "`cube:variables` without `cube:dimensions`")
        .hint("describe the dimensions of the variables next to them");
  };
  check_members(context.other());
  for (const AssetView& view : context.assets()) check_members(*view.other);
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
