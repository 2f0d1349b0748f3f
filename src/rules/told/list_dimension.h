// SPDX-License-Identifier: Apache-2.0
// What the dimensions `bands` and `variables` have in common: each needs the list of its name, and
// the list needs the dimension.
#pragma once

#include <string_view>

#include "rules/context.h"
#include "rules/findings.h"

namespace stacmlm::rules {

/// `list` is there, and Findings::place(), a `dim_order`, lacks its dimension.
void report_missing_dimension(const Context& context, Findings& findings, std::string_view list);

/// Findings::place(), a `dim_order`, has the dimension `list`, but the list is empty or not there.
void report_reserved_dimension(const Context& context, Findings& findings, std::string_view list);

}  // namespace stacmlm::rules
