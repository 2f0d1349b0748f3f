// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "stacmlm/artifact/model_file.h"
#include "stacmlm/base/result.h"
#include "stacmlm/run/tensor.h"

namespace stacmlm::run {

/// `kInvalidArgument` if the tensors are not what the model takes: their number, element types,
/// ranks and fixed sizes.
base::Result<void> check_inputs(std::span<const artifact::Tensor> wanted,
                                std::span<const TensorView> given);

}  // namespace stacmlm::run
