// SPDX-License-Identifier: Apache-2.0
#include "run/detection/convex.h"

#include <algorithm>
#include <cmath>

namespace stacmlm::run {
namespace {

using raster::Point;
using raster::Ring;

/// Twice the area; its sign tells in which turn the points come.
double turn_of(const Ring& ring) {
  double sum = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point& a = ring[i];
    const Point& b = ring[(i + 1) % ring.size()];
    sum += a[0] * b[1] - b[0] * a[1];
  }
  return sum;
}

/// Leaves what lies to one side of the line through both points: where its distance is not below 0.
Ring cut(const Ring& ring, const Point& from, const Point& to, double side) {
  const auto distance = [&](const Point& at) {
    return side * ((to[0] - from[0]) * (at[1] - from[1]) - (to[1] - from[1]) * (at[0] - from[0]));
  };
  Ring left;
  const auto add = [&](const Point& point) {
    if (left.empty() || left.back() != point) left.push_back(point);
  };
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point& a = ring[i];
    const Point& b = ring[(i + 1) % ring.size()];
    const double of_a = distance(a);
    const double of_b = distance(b);
    if (of_a >= 0) add(a);
    if ((of_a >= 0) == (of_b >= 0)) continue;
    const double share = of_a / (of_a - of_b);
    add({a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])});
  }
  if (left.size() > 1 && left.front() == left.back()) left.pop_back();
  return left;
}

}  // namespace

Ring corners_of(const RotatedBox& box, double scale_x, double scale_y) {
  const double cosine = std::cos(box.angle);
  const double sine = std::sin(box.angle);
  const double half_width = box.width * scale_x / 2;
  const double half_height = box.height * scale_y / 2;
  Ring corners;
  for (const auto& [u, v] : {Point{-1, -1}, Point{1, -1}, Point{1, 1}, Point{-1, 1}}) {
    const double x = u * half_width;
    const double y = v * half_height;
    corners.push_back(
        {box.x * scale_x + x * cosine - y * sine, box.y * scale_y + x * sine + y * cosine});
  }
  return corners;
}

Box box_around(const Ring& ring) {
  Box box{ring[0][0], ring[0][1], ring[0][0], ring[0][1]};
  for (const Point& point : ring) {
    box.left = std::min(box.left, point[0]);
    box.right = std::max(box.right, point[0]);
    box.top = std::min(box.top, point[1]);
    box.bottom = std::max(box.bottom, point[1]);
  }
  return box;
}

double area_of(const Ring& ring) { return std::fabs(turn_of(ring)) / 2; }

Ring common(const Ring& ring, const Box& window) {
  return common(ring, Ring{{window.left, window.top},
                           {window.right, window.top},
                           {window.right, window.bottom},
                           {window.left, window.bottom}});
}

Ring common(const Ring& a, const Ring& b) {
  const double side = turn_of(b) < 0 ? -1 : 1;
  Ring both = a;
  for (std::size_t i = 0; i < b.size() && !both.empty(); ++i)
    both = cut(both, b[i], b[(i + 1) % b.size()], side);
  if (both.size() < 3 || !(area_of(both) > 0)) return {};
  return both;
}

double overlap_of(const Ring& a, const Ring& b) {
  const double both = area_of(common(a, b));
  return both > 0 ? std::min(1.0, both / (area_of(a) + area_of(b) - both)) : 0;
}

}  // namespace stacmlm::run
