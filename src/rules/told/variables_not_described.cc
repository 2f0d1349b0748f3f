// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/nearest.h"
#include "rules/told/described_names.h"
#include "rules/told/rules.h"
#include "stacmlm/mlm/patterns.h"

namespace stacmlm::rules {
namespace {

constexpr std::string_view kDatacube =
    "https://stac-extensions.github.io/datacube/v2.3.0/schema.json";

bool describes(json::Value holder) {
  const json::Value variables = holder.find("cube:variables");
  return variables.is_object() && variables.size() > 0;
}

void check(const Context& context, Findings& findings) {
  const json::Value listed = demanding_list(context, "variables");
  const json::Value place = listed.exists() ? listed : findings.place();
  json::Value described = context.properties();
  json::Value lacking;
  if (!describes(described)) {
    described = {};
    for (const json::Value asset : model_assets(context))
      (describes(asset) ? described : lacking) = asset;
  }
  if (!described.exists()) {
    findings.at_value(place, "nothing describes the variables that the model uses")
        .hint("describe each one in `cube:variables` of the properties (datacube 2.3.0)");
  } else if (lacking.exists()) {
    findings
        .at_value(place, fmt::format("the model asset {} has no `cube:variables`, others have",
                                     shown(lacking.key())))
        .related(described.find("cube:variables"), "what describes the variables")
        .hint("describe the variables in the properties, or on every model asset");
  } else {
    Finding& finding =
        findings
            .at_value(place,
                      "`cube:variables` is there, but `stac_extensions` does not list "
                      "datacube 2.x")
            .related(described.find("cube:variables"), "what describes the variables")
            .hint(fmt::format("list `{}` in `stac_extensions`", kDatacube));
    const auto patch = listing(context, kDatacube);
    const std::string description = fmt::format("list {}", kDatacube);
    if (patch.empty()) return;
    // datacube demands the dimensions of the variables.
    described.find("cube:dimensions").exists() ? finding.safe_fix(description, patch)
                                               : finding.unsafe_fix(description, patch);
  }
}

}  // namespace

const Rule kVariablesNotDescribed{"MLM302",
                                  "variables-not-described",
                                  "nothing describes the variables that the model uses",
                                  severities::kSchema,
                                  Subject::kShape,
                                  &check,
                                  "README.md#data-variables"};

}  // namespace stacmlm::rules
