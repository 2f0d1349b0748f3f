// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "model_files/kinds.h"

namespace stacmlm::model_files {

/// torch.save, new and old, and TorchScript. A hostile one would make a file `canary` if it ran.
std::span<const Kind> torch_kinds();

}  // namespace stacmlm::model_files
