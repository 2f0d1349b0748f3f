// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "model_files/kinds.h"

namespace stacmlm::model_files {

std::span<const Kind> with_metadata_kinds();

}  // namespace stacmlm::model_files
