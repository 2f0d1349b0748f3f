// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "run/onnxruntime/api.h"
#include "stacmlm/run/runtime.h"

namespace stacmlm::run::ort {

/// Loads the library that the options name, or the newest in `onnxruntime` of the first folder that
/// has one, or that of the system.
base::Result<std::shared_ptr<const Library>> find_library(const RuntimeOptions& options);

}  // namespace stacmlm::run::ort
