// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "run/preprocess/preprocess.h"
#include "stacmlm/mlm/model.h"
#include "stacmlm/run/plan.h"

namespace stacmlm::run {

/// The preprocessing that a plan means for one time of an input. @pre the bands are found
base::Result<Preprocess> compile_input(const InputPlan& plan, std::size_t time,
                                       const mlm::ModelInput& input, const std::string& norm_domain,
                                       const std::string& pad);

}  // namespace stacmlm::run
