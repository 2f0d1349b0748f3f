// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "model_files/kinds.h"

namespace stacmlm::model_files {

/// A segmentation network of known closed form, and its Item.
std::span<const Kind> land_cover_kinds();

}  // namespace stacmlm::model_files
