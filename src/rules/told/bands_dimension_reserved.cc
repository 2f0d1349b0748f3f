// SPDX-License-Identifier: Apache-2.0
#include "rules/told/list_dimension.h"
#include "rules/told/rules.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  report_reserved_dimension(context, findings, "bands");
}

}  // namespace

const Rule kBandsDimensionReserved{"MLM304",
                                   "bands-dimension-reserved",
                                   "a dimension is called `bands`, but no `bands` are listed",
                                   severities::kSchema,
                                   Subject::kShape,
                                   &check,
                                   "README.md#dimension-order"};

}  // namespace stacmlm::rules
