// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/input/rules.h"
#include "rules/nearest.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  for (const InputView& view : context.inputs()) {
    const json::Value type = view.input.norm_type.raw();
    if (!type.equals("z-score") && !type.equals("min-max")) continue;
    if (view.input.statistics.raw().size() > 0) continue;
    findings
        .at_value(type, fmt::format("`norm_type` is {}, but there are no `statistics`",
                                    shown(type.string())))
        .hint(type.equals("z-score") ? "give `mean` and `stddev` of the training data"
                                     : "give `minimum` and `maximum` of the training data");
  }
}

}  // namespace

const Rule kNormTypeWithoutStatistics{"MLM333",
                                      "norm-type-without-statistics",
                                      "`norm_type` needs `statistics` that are not there",
                                      severities::kShould,
                                      Subject::kModelItem,
                                      &check,
                                      "README.md#model-input-object",
                                      Since::exactly(mlm::Version::kV1_0_0),
                                      mlm::Version::kV1_3_0};

}  // namespace stacmlm::rules
