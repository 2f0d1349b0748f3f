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
    if (type != "min-max" && type != "clip" && !has_norm_members(context)) return;
    if (!scaling.minimum || !scaling.maximum) return;
    if (scaling.minimum.value() <= scaling.maximum.value()) return;
    findings
        .at_value(scaling.minimum.raw(),
                  fmt::format("minimum {} is above maximum {}", shown(scaling.minimum.raw().raw()),
                              shown(scaling.maximum.raw().raw())))
        .hint("are the two swapped?")
        .related(scaling.maximum.raw(), "the maximum");
  });
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
