// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/told/rules.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::rules {
namespace {

void check(const Context&, Findings& findings) {
  const json::Value summary = findings.place();
  findings.at_key(summary, fmt::format("`{}` must not be summarised", summary.key()))
      .hint("it differs from model to model and stays in the Items")
      .unsafe_fix(fmt::format("remove `{}` from the summaries", summary.key()),
                  {{json::PatchOperation::Kind::kRemove, json::pointer_to(summary), {}, {}}});
}

}  // namespace

const Rule kSummaryRefused{"MLM702",
                           "summary-refused",
                           "a member that must not be summarised stands in the summaries",
                           severities::kSchema,
                           Subject::kShape,
                           &check,
                           "https://github.com/stac-extensions/mlm/pull/218"};

}  // namespace stacmlm::rules
