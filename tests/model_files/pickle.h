// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "model_files/kinds.h"

namespace stacmlm::model_files {

/// Alone, and what makes trouble in any of them. A hostile one would make a file `canary` if it
/// ran.
std::span<const Kind> pickle_kinds();

}  // namespace stacmlm::model_files
