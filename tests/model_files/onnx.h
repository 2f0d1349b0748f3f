// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "model_files/kinds.h"

namespace stacmlm::model_files {

std::span<const Kind> onnx_kinds();

/// Such that no tool writes, or that reach for what they must not.
std::span<const Kind> onnx_hostile_kinds();

}  // namespace stacmlm::model_files
