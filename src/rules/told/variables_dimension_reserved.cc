// SPDX-License-Identifier: Apache-2.0
#include "rules/told/list_dimension.h"
#include "rules/told/rules.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  report_reserved_dimension(context, findings, "variables");
}

}  // namespace

const Rule kVariablesDimensionReserved{
    "MLM306",
    "variables-dimension-reserved",
    "a dimension is called `variables`, but no `variables` are listed",
    severities::kSchema,
    Subject::kShape,
    &check,
    "README.md#dimension-order"};

}  // namespace stacmlm::rules
