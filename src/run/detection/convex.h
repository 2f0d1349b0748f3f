// SPDX-License-Identifier: Apache-2.0
// Boxes that are rotated: convex outlines of a few points.
#pragma once

#include "run/detection/detection.h"
#include "stacmlm/raster/layer.h"

namespace stacmlm::run {

/// A box with an angle, in radians, from the x axis towards the y axis, which points down.
struct RotatedBox {
  double x = 0;  ///< of the centre
  double y = 0;
  double width = 0;
  double height = 0;
  double angle = 0;
};

/// Its corners, in turn; as many times as large in x and y.
raster::Ring corners_of(const RotatedBox& box, double scale_x = 1, double scale_y = 1);

/// @pre not empty
Box box_around(const raster::Ring& ring);

/// Of a convex outline; not below 0.
double area_of(const raster::Ring& ring);

/// What a convex outline has of a window, or of another one, without points that stand twice; empty
/// if that has no area.
raster::Ring common(const raster::Ring& ring, const Box& window);
raster::Ring common(const raster::Ring& a, const raster::Ring& b);

/// Area of what both have in that of what either has, 0 to 1.
double overlap_of(const raster::Ring& a, const raster::Ring& b);

}  // namespace stacmlm::run
