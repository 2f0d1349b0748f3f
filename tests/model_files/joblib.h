// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "model_files/kinds.h"

namespace stacmlm::model_files {

/// Estimators of scikit-learn as pickle and as joblib write them, packed and not.
std::span<const Kind> joblib_kinds();

}  // namespace stacmlm::model_files
