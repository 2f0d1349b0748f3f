// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

#include "run/trees/forest.h"

namespace stacmlm::run::trees {

/// What a library makes of the sums of a model that was trained for an objective.
struct Objective {
  std::string_view name;
  Link link = Link::kNone;
  /// What XGBoost's base_score went through to become a sum: the inverse of this.
  Link base = Link::kNone;
};

/// Null: it is not known.
const Objective* find_xgboost_objective(std::string_view name);
const Objective* find_lightgbm_objective(std::string_view name);

}  // namespace stacmlm::run::trees
