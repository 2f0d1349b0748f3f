// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
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

enum class Library : std::uint8_t { kXgboost, kLightgbm };
/// `kUnsupported`: it is not known.
base::Result<const Objective*> known_objective(std::string_view name, Library library);

/// The Error for what is not evaluated.
tl::unexpected<base::Error> not_evaluated(const std::string& what);

}  // namespace stacmlm::run::trees
