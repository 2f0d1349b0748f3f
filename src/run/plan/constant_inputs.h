// SPDX-License-Identifier: Apache-2.0
// Inputs without height and width beside those that are images: a date, a place. They get numbers
// that the user gives, the same for each tile.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "run/plan/planning.h"

namespace stacmlm::run {

/// Which of the inputs are no images, where others are.
std::vector<bool> find_constants(const std::vector<mlm::ModelInput>& inputs);

/// Takes the numbers of `--input` into the plan, or asks for them. `index`: in `mlm:input`;
/// `data_type`: what both metadata and file say. @pre the batch is planned
base::Result<void> plan_constant(Planning& planning, std::size_t index,
                                 const mlm::ModelInput& stated, const artifact::Tensor& tensor,
                                 std::string data_type);

/// Numbers for what is no such input are a mistake of the user's.
base::Result<void> check_constant_options(const Planning& planning);

}  // namespace stacmlm::run
