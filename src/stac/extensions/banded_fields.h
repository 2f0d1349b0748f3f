// SPDX-License-Identifier: Apache-2.0
// What eo and raster have in common since their version 2.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "stacmlm/json/shape.h"

namespace stacmlm::stac {

/// Fields that describe data as a whole or band by band. They may stand in the properties of an
/// Item, in assets, in the item_assets and the summaries of a Collection, and in the `bands` of
/// each of these; one of them must stand somewhere.
struct BandedFields {
  std::string_view prefix;  ///< of all members that the extension may have: `eo:`
  std::vector<std::pair<std::string_view, json::Shape>> members;
};

/// Whether a Collection's own `bands` may hold the fields.
enum class CollectionBands : bool { kNotLookedAt, kLookedAt };

json::Shape with_banded_fields(std::string_view uri, const BandedFields& fields,
                               CollectionBands bands);

}  // namespace stacmlm::stac
