// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/nearest.h"
#include "rules/told/rules.h"

namespace stacmlm::rules {
namespace {

void check(const Context&, Findings& findings) {
  const json::Value name = findings.place();
  findings
      .at_value(name, fmt::format("the published schema does not allow the name {}, the "
                                  "documentation has no such limit",
                                  shown(name.string())))
      .hint(
          "a name that passes has three or more ASCII letters, digits, spaces or any of `_.-`, "
          "starts with a letter and ends with a letter or digit");
}

}  // namespace

const Rule kUnusualName{"MLM111",
                        "unusual-name",
                        "the schema does not allow the model's name, the documentation does",
                        severities::kSchemaAtFault,
                        Subject::kShape,
                        &check,
                        "README.md#item-properties-and-collection-fields"};

}  // namespace stacmlm::rules
