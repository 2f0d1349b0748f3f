// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/input/rules.h"

namespace stacmlm::rules {
namespace {

bool says(json::Value value) { return value.exists() && !value.is_null(); }

void check(const Context& context, Findings& findings) {
  const bool by_norm_type = context.version() < mlm::Version::kV1_4_0;
  for (const InputView& view : context.inputs()) {
    const mlm::ModelInput& input = view.input;
    const json::Value scaling = by_norm_type ? input.norm_type.raw() : input.value_scaling.raw();
    const json::Value function = input.pre_processing_function.raw();
    if (says(scaling) || says(function) || says(input.norm_type.raw())) continue;
    if (scaling.is_null() && function.is_null()) continue;
    findings
        .at_opening(input.source,
                    fmt::format("neither `{}` nor `pre_processing_function` says how the values "
                                "are prepared",
                                by_norm_type ? "norm_type" : "value_scaling"))
        .hint("describe it, or write both as null if the values go in as they are");
  }
}

}  // namespace

const Rule kScalingLeftOut{"MLM337",
                           "scaling-left-out",
                           "nothing says how the values of an input are prepared",
                           severities::kHint,
                           Subject::kModelItem,
                           &check,
                           "README.md#value-scaling-object"};

}  // namespace stacmlm::rules
