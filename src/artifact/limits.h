// SPDX-License-Identifier: Apache-2.0
// Limits that all readers share; what a format demands by itself stands with its reader.
#pragma once

#include <cstddef>

namespace stacmlm::artifact {

inline constexpr std::size_t kLongestName = 65536;  ///< bytes: of a weight, an operator, a key
inline constexpr std::size_t kMostDimensions = 16;  ///< of a tensor that is kept

}  // namespace stacmlm::artifact
