// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "model_files/kinds.h"

namespace stacmlm::model_files {

/// Detectors of known closed form, and their Items: they find squares of 7 x 7 pixels that are
/// brighter (by 2000) or darker (by 800) than what is around them (1000).
std::span<const Kind> squares_kinds();

}  // namespace stacmlm::model_files
