// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <vector>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/input/rules.h"
#include "rules/nearest.h"

namespace stacmlm::rules {
namespace {

/// Those beside the variables and those of the Item.
struct Dimensions {
  json::Value own;
  json::Value general;

  [[nodiscard]] bool exist() const { return own.is_object() || general.is_object(); }
  [[nodiscard]] bool have(std::string_view name) const {
    return own.find(name).exists() || general.find(name).exists();
  }
  [[nodiscard]] std::vector<std::string_view> names() const {
    std::vector<std::string_view> all;
    for (const json::Value dimension : own.members()) all.push_back(dimension.key());
    for (const json::Value dimension : general.members()) all.push_back(dimension.key());
    return all;
  }
};

void check_variables(json::Value variables, const Dimensions& dimensions, Findings& findings) {
  if (!dimensions.exist()) return;  // that is a finding of its own
  for (const json::Value variable : variables.members()) {
    for (const json::Value name : variable.find("dimensions").elements()) {
      if (!name.is_string() || dimensions.have(name.string())) continue;
      findings
          .at_value(name, fmt::format("{} is no member of `cube:dimensions`", shown(name.string())))
          .hint(did_you_mean(name.string(), dimensions.names()));
    }
  }
}

void check(const Context& context, Findings& findings) {
  const json::Value general = context.other().cube_dimensions.raw();
  check_variables(context.other().cube_variables.raw(), {{}, general}, findings);
  for (const AssetView& view : context.assets()) {
    const OtherMembers& members = *view.other;
    check_variables(members.cube_variables.raw(), {members.cube_dimensions.raw(), general},
                    findings);
  }
}

}  // namespace

const Rule kVariableDimensionUnknown{
    "MLM341",
    "variable-dimension-unknown",
    "a variable names a dimension that `cube:dimensions` does not have",
    severities::kMust,
    Subject::kModelItem,
    &check,
    "https://github.com/stac-extensions/datacube/blob/v2.3.0/README.md#variable-object"};

}  // namespace stacmlm::rules
