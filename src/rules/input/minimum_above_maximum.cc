// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/input/rules.h"
#include "rules/nearest.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  for (const ScalingView& scaling : context.scalings()) {
    if (!scaling.minimum || !scaling.maximum || *scaling.minimum <= *scaling.maximum) continue;
    findings
        .at_value(scaling.lowest,
                  fmt::format("minimum {} is above maximum {}", shown(scaling.lowest.raw()),
                              shown(scaling.highest.raw())))
        .hint("are the two swapped?")
        .related(scaling.highest, "the maximum");
  }
}

}  // namespace

const Rule kMinimumAboveMaximum{"MLM328",
                                "minimum-above-maximum",
                                "a minimum is above the maximum",
                                severities::kShould,
                                Subject::kModelItem,
                                &check,
                                "README.md#value-scaling-object"};

}  // namespace stacmlm::rules
