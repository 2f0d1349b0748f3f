// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "run/plan/planning.h"

namespace stacmlm::run {

/// The classes of an output, in the order of the channels.
std::vector<ClassPlan> classes_of(const mlm::ModelOutput& output);

/// Kind, activation, threshold, element type, bands and nodata of the raster. @pre dimensions,
/// shape, channels and classes are known
base::Result<void> choose_form(Planning& planning);

}  // namespace stacmlm::run
