// SPDX-License-Identifier: Apache-2.0
#include "stac/core/core.h"

namespace stacmlm::stac {

using namespace json;

namespace {

Shape geometry_of(Shape coordinates) {
  return object()
      .member("coordinates", std::move(coordinates), kRequired)
      .member("bbox", array_of(number()).min_items(4));
}

}  // namespace

Shape geometry() {
  const Shape position = array_of(number()).min_items(2).called("a position");
  const Shape positions = array_of(position);
  const Shape line = array_of(position).min_items(2).called("a line");
  const Shape ring = array_of(position).min_items(4).called("a ring");
  const Shape rings = array_of(ring);
  return Shape()
      .by_member("type",
                 {
                     {"Point", geometry_of(position)},
                     {"LineString", geometry_of(line)},
                     {"Polygon", geometry_of(rings)},
                     {"MultiPoint", geometry_of(positions)},
                     {"MultiLineString", geometry_of(array_of(line))},
                     {"MultiPolygon", geometry_of(array_of(rings))},
                 })
      .called("a geometry");
}

Shape bounding_box() {
  return array_of(number())
      .one_of({Shape().min_items(4).max_items(4), Shape().min_items(6).max_items(6)})
      .called("a bounding box");
}

}  // namespace stacmlm::stac
