// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/context.h"

namespace stacmlm::rules {

/// The asset is source code.
bool is_source_code(const AssetView& asset);

/// The asset is a container image: by key, role or media type.
bool is_container(const AssetView& asset);

/// The asset runs the model or its training: by key or role, a container image or not.
bool is_runtime(const AssetView& asset);

/// Where a finding about a missing asset points: `assets`, or the Item without them.
json::Value place_of_assets(const Context& context);

}  // namespace stacmlm::rules
