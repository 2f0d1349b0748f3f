// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "run/trees/forest.h"

namespace stacmlm::run::trees {

/// Makes the sums of one pixel what the model gives, in the arithmetic that XGBoost (float) and
/// LightGBM (double) use. Link::kHighest: in the first of them.
void apply_link(Link link, float factor, std::span<float> sums);
void apply_link(Link link, double factor, std::span<double> sums);

}  // namespace stacmlm::run::trees
