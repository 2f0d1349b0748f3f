// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "run/tiling/tiles.h"

namespace stacmlm::run {

/// Which places along an axis a tile answers for. Cores lie side by side, from the middle of one
/// overlap to the middle of the next; the outer ones go on for ever.
struct Core {
  double begin = 0;
  double end = 0;
  double reach_begin = 0;  ///< so far out it is heard where the tile beside it found nothing
  double reach_end = 0;

  [[nodiscard]] bool owns(double at) const { return begin <= at && at < end; }
  /// Two tiles may see the centre of an object a little apart, each in the core of the other.
  [[nodiscard]] bool reaches(double at) const { return reach_begin <= at && at < reach_end; }
};

/// @pre index < axis.tiles.size()
Core core_of(const AxisTiles& axis, std::size_t index);

}  // namespace stacmlm::run
