// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "run/plan/planning.h"

namespace stacmlm::run {

/// The model finds objects, and nobody asked for its output in another form.
bool is_detector(const Planning& planning);

/// What is made of a detector's output. @pre is_detector()
base::Result<void> plan_detection(Planning& planning);

}  // namespace stacmlm::run
