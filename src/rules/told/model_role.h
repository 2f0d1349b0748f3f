// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "rules/context.h"
#include "stacmlm/json/patch.h"

namespace stacmlm::rules {

/// The change that adds a role to an asset; empty if its `roles` are no array.
std::vector<json::PatchOperation> adding_role(json::Value asset, std::string_view role);

/// The asset says by its key or by another role that it is a model.
bool looks_like_model(json::Value asset);

}  // namespace stacmlm::rules
