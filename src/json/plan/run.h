// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "json/plan/compiler.h"
#include "json/plan/place.h"

namespace stacmlm::json::plan {

/// True if the value has the facts of the place and no part of it went unchecked. What of the plan
/// is not made yet is made on the way.
bool approves(Compiler& compiler, Place& place, Value value);

}  // namespace stacmlm::json::plan
