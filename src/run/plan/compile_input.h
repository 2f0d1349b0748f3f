// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "run/preprocess/preprocess.h"
#include "stacmlm/mlm/model.h"
#include "stacmlm/run/plan.h"

namespace stacmlm::run {

/// The preprocessing that a plan means. @pre the bands of the plan are found
base::Result<Preprocess> compile_input(const InputPlan& plan, const mlm::ModelInput& input,
                                       const std::string& norm_domain, const std::string& pad);

}  // namespace stacmlm::run
