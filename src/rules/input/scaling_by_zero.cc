// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/input/rules.h"
#include "rules/nearest.h"

namespace stacmlm::rules {
namespace {

/// The number that the scaling gives, or 1, which divides well.
double divisor(json::Value number) { return number.is_number() ? number.number() : 1; }

void check(const Context& context, Findings& findings) {
  for (const ScalingView& scaling : context.scalings()) {
    if (scaling.type == "scale" && divisor(scaling.value) == 0)
      findings.at_value(scaling.value, "`scale` divides by `0`").hint("x is divided by `value`");
    if (scaling.type == "z-score" && divisor(scaling.deviation) <= 0)
      findings
          .at_value(scaling.deviation, fmt::format("`z-score` divides by the deviation {}",
                                                   shown(scaling.deviation.raw())))
          .hint("a standard deviation is above 0");
    if (scaling.type == "min-max" && scaling.minimum && scaling.minimum == scaling.maximum)
      findings.at_value(scaling.highest, "`min-max` divides by `0`: minimum and maximum are equal")
          .related(scaling.lowest, "the minimum");
  }
}

}  // namespace

const Rule kScalingByZero{"MLM327",
                          "scaling-by-zero",
                          "a scaling divides by zero or by a negative deviation",
                          severities::kMust,
                          Subject::kModelItem,
                          &check,
                          "README.md#value-scaling-object"};

}  // namespace stacmlm::rules
