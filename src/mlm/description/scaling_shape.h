// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "stacmlm/json/shape.h"

namespace stacmlm::mlm::shapes {

/// `value_scaling` of a Model Input: null, or a non-empty array.
json::Shape value_scaling(int version);

}  // namespace stacmlm::mlm::shapes
