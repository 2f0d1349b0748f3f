// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/nearest.h"
#include "rules/told/rules.h"

namespace stacmlm::rules {
namespace {

void check(const Context&, Findings& findings) {
  const json::Value summary = findings.place();
  findings
      .at_key(summary, fmt::format("the published schema allows no list as the summary {}, as STAC "
                                   "and the documentation have it",
                                   shown(summary.key())))
      .hint("MLM 1.6.0 sets the schema right");
}

}  // namespace

const Rule kSummaryNotObject{
    "MLM701",
    "summary-not-object",
    "the schema allows no lists as summaries, STAC and the documentation do",
    severities::kSchemaAtFault,
    Subject::kShape,
    &check,
    "https://github.com/stac-extensions/mlm/pull/218"};

}  // namespace stacmlm::rules
