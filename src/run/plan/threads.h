// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace stacmlm::run {

/// So many threads decode while others compute; more would only take their processors.
inline constexpr unsigned kReaders = 2;
/// Tiles that are read ahead, for each worker.
inline constexpr std::size_t kAhead = 2;

/// Tiles whose pixels are in memory: that wait, are worked on, and are read.
constexpr std::size_t tiles_at_once(unsigned workers) { return workers * kAhead + kReaders; }

}  // namespace stacmlm::run
