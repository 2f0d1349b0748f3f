// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "run/plan/planning.h"

namespace stacmlm::run {

/// Kind, activation, threshold, element type, bands and nodata of the raster. @pre dimensions,
/// shape, channels and classes are known
base::Result<void> choose_form(Planning& planning);

/// Takes the post-processing functions into the plan. How many bands they make of the scores; 0:
/// there are none, or the user says what is written instead. @pre as choose_form()
base::Result<std::size_t> plan_functions(Planning& planning);

/// The columns of a table. @pre row_kind and what a raster of it would have are known
void add_table_columns(Planning& planning);

}  // namespace stacmlm::run
