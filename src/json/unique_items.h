// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "stacmlm/json/document.h"

namespace stacmlm::json {

/// The first element that equals an earlier one, or nothing. Near-linear in the size of the array.
Value first_duplicate(Value array);

}  // namespace stacmlm::json
