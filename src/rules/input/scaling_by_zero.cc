// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <string_view>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/input/rules.h"
#include "rules/input/scalings.h"
#include "rules/nearest.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  for_each_scaling(context, [&](std::string_view type, const mlm::ValueScaling& scaling) {
    if (type == "scale" && scaling.value.value_or(1) == 0)
      findings.at_value(scaling.value.raw(), "`scale` divides by `0`")
          .hint("x is divided by `value`");
    if (type == "z-score" && scaling.stddev.value_or(1) <= 0)
      findings
          .at_value(scaling.stddev.raw(), fmt::format("`z-score` divides by the deviation {}",
                                                      shown(scaling.stddev.raw().raw())))
          .hint("a standard deviation is above 0");
    if (type == "min-max" && scaling.minimum && scaling.maximum &&
        scaling.minimum.value() == scaling.maximum.value())
      findings
          .at_value(scaling.maximum.raw(),
                    "`min-max` divides by `0`: minimum and maximum are equal")
          .related(scaling.minimum.raw(), "the minimum");
  });
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
