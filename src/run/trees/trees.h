// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "stacmlm/run/runtime.h"

namespace stacmlm::run::trees {

/// The runtime `trees`: models of XGBoost (JSON and UBJSON) and of LightGBM (text), evaluated by
/// our own code. One input, a row for each pixel, of any element type; what is not a number is
/// missing. One output, as the library's `predict` gives it: `float32` of XGBoost, `float64` of
/// LightGBM.
base::Result<std::unique_ptr<Runtime>> open_trees(const RuntimeOptions& options);

}  // namespace stacmlm::run::trees
