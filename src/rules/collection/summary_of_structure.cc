// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <string_view>

#include "rules/collection/rules.h"
#include "rules/context.h"
#include "rules/findings.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  const json::Value summaries = context.collection().summaries.raw();
  for (const std::string_view key : {std::string_view("mlm:input"), std::string_view("mlm:output"),
                                     std::string_view("mlm:hyperparameters")}) {
    const json::Value summary = summaries.find(key);
    // What is no object is refused by the schema.
    if (!summary.is_object()) continue;
    findings
        .at_key(summary, fmt::format("`{}` is summarised, which MLM 1.6.0 refuses and the schemas "
                                     "before it meant to",
                                     key))
        .hint("it differs from model to model and stays in the Items");
  }
}

}  // namespace

const Rule kSummaryOfStructure{"MLM721",
                               "summary-of-structure",
                               "a summary of what differs from model to model",
                               severities::kShould,
                               Subject::kCollection,
                               &check,
                               "https://github.com/stac-extensions/mlm/pull/218",
                               Since::exactly(mlm::Version::kV1_0_0),
                               mlm::Version::kV1_5_2};

}  // namespace stacmlm::rules
