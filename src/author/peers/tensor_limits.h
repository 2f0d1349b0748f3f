// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace stacmlm::author {

/// Dimensions of a tensor that are exported and imported; no system knows tensors of more.
inline constexpr std::size_t kMostDimensions = 64;

}  // namespace stacmlm::author
