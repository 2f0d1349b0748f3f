// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "stacmlm/json/document.h"
#include "stacmlm/stac/datetime.h"
#include "stacmlm/stac/geometry.h"

namespace stacmlm::rules {

/// A stretch of time; nothing is an open end.
struct Period {
  std::optional<stac::Instant> start;
  std::optional<stac::Instant> end;
};

/// Where and when an Item or a Collection is. Nothing where it is not said or malformed.
struct Reach {
  std::optional<stac::Box> box;
  std::optional<Period> period;
};

Reach reach_of_item(json::Value item);

/// Around all boxes and all intervals of the extent.
Reach reach_of_collection(json::Value collection);

/// Open ends of `inner` are not known, and so not outside.
bool holds(const Period& outer, const Period& inner);

}  // namespace stacmlm::rules
