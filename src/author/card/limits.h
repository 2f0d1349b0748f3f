// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace stacmlm::author {

// A page is for people; a document may hold a million bands.
inline constexpr std::size_t kMostRows = 500;
inline constexpr std::size_t kMostTensors = 20;

}  // namespace stacmlm::author
