// SPDX-License-Identifier: Apache-2.0
#include "rules/space_time/space_time.h"

#include <algorithm>
#include <cmath>

#include "rules/nearest.h"

namespace stacmlm::rules {

Moment read_moment(json::Value value) {
  return {value, value.is_string() ? stac::read_datetime(value.string()) : std::nullopt};
}

SpaceTime read_space_time(const stac::Item& item, const OtherMembers& properties) {
  SpaceTime all;
  all.geometry = stac::read_geometry(item.geometry.raw());
  all.bbox = stac::read_box(item.bbox.raw());
  all.datetime = read_moment(properties.datetime.raw());
  all.start = read_moment(properties.start_datetime.raw());
  all.end = read_moment(properties.end_datetime.raw());
  all.created = read_moment(properties.created.raw());
  all.updated = read_moment(properties.updated.raw());
  return all;
}

bool SpaceTime::is_wrapped() const {
  return geometry.long_edge.exists() && geometry.outside_count == 0 &&
         ((bbox && bbox->crosses_antimeridian() && !has_west_and_east_swapped()) ||
          stac::crosses_antimeridian_uncut(geometry));
}

bool SpaceTime::crosses_uncut() const {
  return is_wrapped() || stac::crosses_antimeridian_uncut(geometry);
}

bool SpaceTime::has_west_and_east_swapped() const {
  if (!bbox || !bbox->crosses_antimeridian() || !geometry.is_readable || geometry.positions == 0 ||
      stac::crosses_antimeridian_uncut(geometry))
    return false;
  constexpr double kHalfTurn = 180;
  const stac::Box& box = geometry.box;
  const double width = box.east - box.west;
  // The parts of a wider one are more likely neighbours over the antimeridian.
  return width <= kHalfTurn && is_near(bbox->west, box.east, width) &&
         is_near(bbox->east, box.west, width);
}

std::string shown_in_line(json::Value array) {
  constexpr std::size_t kMoreThanShown = 100;
  std::string text;
  for (const char c : array.raw()) {
    if (text.size() > kMoreThanShown) break;
    if (c == ' ' || c == '\n' || c == '\r' || c == '\t') continue;
    text += c;
    if (c == ',') text += ' ';
  }
  return shown(text);
}

bool is_near(double a, double b, double extent) {
  constexpr double kRounding = 1e-3;
  return std::abs(a - b) <= kRounding * std::max(1.0, extent);
}

}  // namespace stacmlm::rules
