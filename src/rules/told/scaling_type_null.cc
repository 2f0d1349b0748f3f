// SPDX-License-Identifier: Apache-2.0
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/told/rules.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::rules {
namespace {

void check(const Context&, Findings& findings) {
  using Kind = json::PatchOperation::Kind;
  const json::Value scaling = findings.place();
  const std::string pointer = json::pointer_to(scaling);
  findings
      .at_value(scaling.find("type"),
                "the published schema allows no `type` null for a dimension that is not scaled, "
                "the documentation demands it")
      .hint("an `offset` of 0 changes nothing, too")
      .safe_fix("write it as `offset` 0",
                {{Kind::kReplace, pointer + "/type", json::quote("offset"), {}},
                 {Kind::kAdd, pointer + "/value", "0", {}}});
}

}  // namespace

const Rule kScalingTypeNull{
    "MLM310",
    "scaling-type-null",
    "the schema allows no scaling whose `type` is null, the documentation does",
    severities::kSchemaAtFault,
    Subject::kShape,
    &check,
    "README.md#value-scaling-object"};

}  // namespace stacmlm::rules
