// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/told/rules.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::rules {
namespace {

using Operation = json::PatchOperation;

void check(const Context&, Findings& findings) {
  const json::Value member = findings.place();
  Finding& finding = findings.at_value(
      member, fmt::format("the published schema allows no null for `{}`, the documentation does",
                          member.key()));
  const std::string pointer = json::pointer_to(member);
  if (member.key() == "bands" || member.key() == "variables") {
    finding.safe_fix("write the empty list", {{Operation::Kind::kReplace, pointer, "[]", {}}});
  } else {
    finding.safe_fix(fmt::format("remove `{}`", member.key()),
                     {{Operation::Kind::kRemove, pointer, {}, {}}});
  }
}

}  // namespace

const Rule kNullNotInSchema{"MLM109",
                            "null-not-in-schema",
                            "the schema does not allow null, the documentation does",
                            severities::kSchemaAtFault,
                            Subject::kShape,
                            &check,
                            "README.md#model-input-object"};

}  // namespace stacmlm::rules
