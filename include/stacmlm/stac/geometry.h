// SPDX-License-Identifier: Apache-2.0
// What can be said of a GeoJSON geometry and a bounding box without a geometry library.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "stacmlm/json/document.h"

namespace stacmlm::stac {

/// A bounding box in degrees, without its heights. One whose west edge is east of its east edge
/// crosses the antimeridian.
struct Box {
  double west = 0;
  double south = 0;
  double east = 0;
  double north = 0;

  [[nodiscard]] bool crosses_antimeridian() const { return west > east; }
  /// Degrees of longitude.
  [[nodiscard]] double width() const { return east - west + (crosses_antimeridian() ? 360 : 0); }
  /// `inner` lies inside; each edge may stand out by `tolerance` degrees.
  [[nodiscard]] bool holds(const Box& inner, double tolerance) const;
};

/// Four numbers, or six with heights; else nothing.
std::optional<Box> read_box(json::Value array);

/// A ring of a polygon that something is wrong with.
struct RingFault {
  json::Value ring;
  bool is_hole = false;
};

/// Everything that one walk over a geometry tells. Linear in its positions.
struct GeometryFacts {
  /// So many faulty rings of each kind are kept.
  static constexpr std::size_t kMostRings = 20;

  std::size_t positions = 0;
  bool is_readable = false;  ///< of a known type, with positions of two numbers or more throughout
  /// The least and greatest longitude and latitude as they stand.
  Box box;
  double east_of_greenwich = 360;   ///< the least longitude from 0 on
  double west_of_greenwich = -360;  ///< the greatest longitude below 0

  json::Value outside;            ///< the first position beyond 180 or 90 degrees
  std::size_t outside_count = 0;  ///< how many there are
  bool looks_swapped = true;  ///< each of those would be inside with latitude and longitude swapped
  json::Value long_edge;      ///< the end of the first edge over more than 180 degrees

  std::vector<RingFault> open;       ///< the last position is not the first
  std::vector<RingFault> wrong_way;  ///< against the right-hand rule of RFC 7946
  std::vector<RingFault> flat;       ///< no area
};

GeometryFacts read_geometry(json::Value geometry);

/// The geometry goes over the antimeridian without being cut there: its longitudes run past 180
/// degrees, or an edge is far shorter the other way round.
bool crosses_antimeridian_uncut(const GeometryFacts& facts);

/// The bounding box that RFC 7946 wants for the geometry. With `wraps`, parts at both sides of the
/// antimeridian are taken as neighbours. @pre positions > 0
Box bounding_box_of(const GeometryFacts& facts, bool wraps);

}  // namespace stacmlm::stac
