// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "model_files/kinds.h"

namespace stacmlm::model_files {

/// onnx::ndvi_net(1) in other formats: they run.
std::span<const Kind> ndvi_kinds();

}  // namespace stacmlm::model_files
