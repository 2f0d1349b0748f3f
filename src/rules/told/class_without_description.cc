// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/nearest.h"
#include "rules/told/rules.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::rules {
namespace {

void check(const Context&, Findings& findings) {
  for (const json::Value described : findings.place().elements()) {
    if (described.find("description").exists()) continue;
    const std::string_view name = described.find("name").string();
    Finding& finding = findings.at_opening(
        described, fmt::format("the class {} has no `description`: classification 1.1.0, to which "
                               "the published schema refers, demands one, 2.0.0 does not",
                               shown(name)));
    if (findings.is_full()) continue;
    finding.unsafe_fix("describe it by its name", {{json::PatchOperation::Kind::kAdd,
                                                    json::pointer_to(described) + "/description",
                                                    json::quote(name),
                                                    {}}});
  }
}

}  // namespace

const Rule kClassWithoutDescription{
    "MLM402",
    "class-without-description",
    "the schema demands a description of each class, the documentation does not",
    severities::kSchemaAtFault,
    Subject::kShape,
    &check,
    "https://github.com/stac-extensions/classification/blob/v2.0.0/README.md#class-object"};

}  // namespace stacmlm::rules
