// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "stacmlm/json/document.h"
#include "stacmlm/run/scene.h"

namespace stacmlm::run {

/// The asset of an Item is a raster that models may read: no picture, no metadata.
bool is_data(json::Value asset);

/// What an Item says of the bands of an asset, in their order; empty: nothing. Members of the
/// asset itself hold for all of its bands.
std::vector<SceneBand> stated_bands(json::Value item, json::Value asset);

/// Adds what the Item says to what the file says; where both speak, the Item is believed.
void add_stated(SceneBand& band, const SceneBand& stated);

}  // namespace stacmlm::run
