// SPDX-License-Identifier: Apache-2.0
// Where a document describes the bands and variables that inputs and outputs list.
#pragma once

#include <string_view>
#include <vector>

#include "rules/context.h"
#include "stacmlm/json/patch.h"
#include "stacmlm/json/shape.h"

namespace stacmlm::rules {

/// The first list under `key` (`bands` or `variables`) that demands a description.
json::Value demanding_list(const Context& context, std::string_view key);

/// An entry of `stac_extensions` matches.
bool lists_matching(const Context& context, const json::Pattern& uri);

/// The model assets; `key` of one is where a description may stand.
std::vector<json::Value> model_assets(const Context& context);

/// The change that lists an extension; empty if `stac_extensions` is no array.
std::vector<json::PatchOperation> listing(const Context& context, std::string_view uri);

}  // namespace stacmlm::rules
