// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rules/schema/rules.h"
#include "stacmlm/stac/published_schema.h"

namespace stacmlm::rules {

/// A schema at hand and whose facts it states.
struct KnownSchema {
  const stac::PublishedSchema* schema = nullptr;
  Area area = Area::kCore;
};

/// Every schema that is known natively.
const std::vector<KnownSchema>& known_schemas();

/// The schema published under `uri`, or a null schema.
KnownSchema find_schema(std::string_view uri);

/// The core schema for a document of this `type` and `stac_version`, or a null schema.
KnownSchema core_schema(std::string_view type, std::string_view stac_version);

/// The schema that `NAME@VERSION` names, or a null schema.
KnownSchema named_schema(std::string_view name_at_version);

}  // namespace stacmlm::rules
