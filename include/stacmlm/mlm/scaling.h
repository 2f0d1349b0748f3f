// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace stacmlm::mlm {

/// A kind of value scaling and the numbers it needs.
struct ScalingType {
  std::string_view type;
  std::vector<std::string_view> required;
  std::vector<std::string_view>
      optional;  ///< checked if there, without a meaning (a leftover of the schema)
};

/// The kinds that are told by numbers, in the order of the specification; `processing` is told by
/// an expression.
std::span<const ScalingType> scaling_types();

}  // namespace stacmlm::mlm
