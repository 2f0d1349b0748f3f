// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/context.h"

namespace stacmlm::rules {

/// Where a finding about a missing asset points: `assets`, or the Item without them.
json::Value place_of_assets(const Context& context);

}  // namespace stacmlm::rules
