// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "model_files/kinds.h"

namespace stacmlm::model_files {

/// Export archives of PyTorch. Hostile ones would make a file `canary` if they ran.
std::span<const Kind> pt2_kinds();

}  // namespace stacmlm::model_files
