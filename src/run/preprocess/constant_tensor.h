// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "stacmlm/base/result.h"
#include "stacmlm/run/plan.h"
#include "stacmlm/run/tensor.h"

namespace stacmlm::run {

/// The tensor of an input that gets the same numbers at each tile, for `batch` of them.
/// `kInvalidArgument`: the input's type does not hold one of its numbers.
base::Result<Tensor> constant_tensor(const ConstantInput& input, std::int64_t batch);

}  // namespace stacmlm::run
