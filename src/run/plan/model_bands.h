// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <unordered_map>

#include "run/plan/band_match.h"
#include "stacmlm/json/document.h"

namespace stacmlm::run {

/// What the Item of a model says of its bands, in the properties, at its root and on `asset`: of
/// each member the first that tells it. With and without prefixes, in any of the three lists.
std::unordered_map<std::string, WantedBand> bands_of_model(json::Value item, json::Value asset);

}  // namespace stacmlm::run
