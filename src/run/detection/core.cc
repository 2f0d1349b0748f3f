// SPDX-License-Identifier: Apache-2.0
#include "run/detection/core.h"

#include <limits>

namespace stacmlm::run {
namespace {

/// Of an overlap, beyond its middle.
constexpr double kReach = 0.125;

}  // namespace

Core core_of(const AxisTiles& axis, std::size_t index) {
  constexpr double kFar = std::numeric_limits<double>::infinity();
  Core core{-kFar, kFar, -kFar, kFar};
  const auto begin = [&](std::size_t tile) { return static_cast<double>(axis.tiles[tile].begin); };
  const auto side = static_cast<double>(axis.tile);
  if (index > 0) {
    const double overlap = begin(index - 1) + side - begin(index);
    core.begin = begin(index) + overlap / 2;
    core.reach_begin = core.begin - overlap * kReach;
  }
  if (index + 1 < axis.tiles.size()) {
    const double overlap = begin(index) + side - begin(index + 1);
    core.end = begin(index + 1) + overlap / 2;
    core.reach_end = core.end + overlap * kReach;
  }
  return core;
}

}  // namespace stacmlm::run
