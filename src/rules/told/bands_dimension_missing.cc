// SPDX-License-Identifier: Apache-2.0
#include "rules/told/list_dimension.h"
#include "rules/told/rules.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  report_missing_dimension(context, findings, "bands");
}

}  // namespace

const Rule kBandsDimensionMissing{
    "MLM303",
    "bands-dimension-missing",
    "`bands` are listed, but `dim_order` has no dimension of that name",
    severities::kSchema,
    Subject::kShape,
    &check,
    "README.md#dimension-order"};

}  // namespace stacmlm::rules
