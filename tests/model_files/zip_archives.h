// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "model_files/kinds.h"

namespace stacmlm::model_files {

/// Archives that are no model: seeds of what reads archives.
std::span<const Kind> zip_kinds();

}  // namespace stacmlm::model_files
