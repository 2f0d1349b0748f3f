// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "stacmlm/base/result.h"
#include "stacmlm/mlm/model.h"
#include "stacmlm/run/plan.h"

namespace stacmlm::run {

/// The classes of an output, in the order of the channels. A class without a value has that of its
/// place.
std::vector<ClassPlan> classes_of(const mlm::ModelOutput& output);

/// Each value is a whole number, and that of one class: a result with the values of classes could
/// not tell two of one value apart. `field`: `mlm:output[0]`.
base::Result<void> check_class_values(const mlm::ModelOutput& output, const std::string& field);

}  // namespace stacmlm::run
