// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "stacmlm/raster/layer.h"

namespace stacmlm::run {

/// A rectangle in pixels; (0, 0) is the outer corner of the first one.
struct Box {
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;

  [[nodiscard]] bool is_empty() const { return !(left < right && top < bottom); }
  [[nodiscard]] double area() const { return is_empty() ? 0 : (right - left) * (bottom - top); }
};

/// What both have; empty if that is nothing.
inline Box common(const Box& a, const Box& b) {
  return {std::max(a.left, b.left), std::max(a.top, b.top), std::min(a.right, b.right),
          std::min(a.bottom, b.bottom)};
}

/// Area of what both have in that of what either has, 0 to 1.
inline double overlap_of(const Box& a, const Box& b) {
  const double both = common(a, b).area();
  return both > 0 ? both / (a.area() + b.area() - both) : 0;
}

/// Something that was found.
struct Detection {
  Box box;
  double score = 0;
  std::int64_t label = 0;             ///< the value of its class
  std::vector<raster::Ring> outline;  ///< of kPolygons: the line around it, then those of holes
};

inline std::size_t points_of(const Detection& one) {
  std::size_t points = 0;
  for (const raster::Ring& ring : one.outline) points += ring.size();
  return points;
}

}  // namespace stacmlm::run
