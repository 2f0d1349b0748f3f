// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/input/rules.h"
#include "rules/nearest.h"

namespace stacmlm::rules {
namespace {

/// The number that the scaling gives, or 1, which divides well.
double divisor(const ScalingView& scaling, const json::Key& key) {
  const json::Value number = scaling.source.find(key);
  return number.is_number() ? number.number() : 1;
}

void check(const Context& context, Findings& findings) {
  static const json::Key kValue("value");
  static const json::Key kDeviation("stddev");
  for (const ScalingView& scaling : context.scalings()) {
    const json::Value source = scaling.source;
    if (scaling.type == "scale" && divisor(scaling, kValue) == 0)
      findings.at_value(source.find(kValue), "`scale` divides by `0`")
          .hint("x is divided by `value`");
    if (scaling.type == "z-score" && divisor(scaling, kDeviation) <= 0)
      findings
          .at_value(source.find(kDeviation), fmt::format("`z-score` divides by the deviation {}",
                                                         shown(source.find(kDeviation).raw())))
          .hint("a standard deviation is above 0");
    if (scaling.type == "min-max" && scaling.minimum && scaling.minimum == scaling.maximum)
      findings
          .at_value(source.find("maximum"),
                    "`min-max` divides by `0`: minimum and maximum are equal")
          .related(source.find("minimum"), "the minimum");
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
