// SPDX-License-Identifier: Apache-2.0
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/practice/rules.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  const json::Value properties = context.properties();
  if (!properties.is_object()) return;
  const bool has_level = !context.other().processing_level.is_absent();
  const bool has_lineage = !context.other().processing_lineage.is_absent();
  if (has_level && has_lineage) return;
  findings
      .at_opening(properties, has_level     ? "no `processing:lineage`"
                              : has_lineage ? "no `processing:level`"
                                            : "neither `processing:level` nor `processing:lineage`")
      .hint("say in which state the model takes its data, such as `L2A`");
}

}  // namespace

const Rule kNoProcessingLevel{"MLM808",
                              "no-processing-level",
                              "the state of the data that the model takes is not told",
                              severities::kShouldDocumented,
                              Subject::kModelItem,
                              &check,
                              "best-practices.md#processing-extension"};

}  // namespace stacmlm::rules
