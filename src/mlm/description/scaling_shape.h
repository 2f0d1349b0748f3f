// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "stacmlm/json/shape.h"

namespace stacmlm::mlm {

/// A kind of value scaling and the numbers it needs.
struct ScalingType {
  std::string_view type;
  std::vector<std::string_view> required;
  std::vector<std::string_view>
      optional;  ///< checked if there, without a meaning (a leftover of the schema)
};
std::span<const ScalingType> scaling_types();

namespace shapes {

/// `value_scaling` of a Model Input: null, or a non-empty array.
json::Shape value_scaling(int version);

}  // namespace shapes

}  // namespace stacmlm::mlm
