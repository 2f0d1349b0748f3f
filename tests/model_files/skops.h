// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "model_files/kinds.h"

namespace stacmlm::model_files {

/// Files of skops. Hostile ones would make a file `canary` if they ran.
std::span<const Kind> skops_kinds();

}  // namespace stacmlm::model_files
