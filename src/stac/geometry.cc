// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/stac/geometry.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace stacmlm::stac {
namespace {

constexpr double kHalfTurn = 180;
constexpr double kFullTurn = 360;

struct Position {
  double longitude = 0;
  double latitude = 0;
  json::Value source;
};

bool is_inside(double longitude, double latitude) {
  return std::abs(longitude) <= kHalfTurn && std::abs(latitude) <= kHalfTurn / 2;
}

/// Two positions are mostly written the same if they are.
bool is_same(json::Value a, json::Value b) { return a.raw() == b.raw() || json::equal(a, b); }

class GeometryReader {
 public:
  GeometryFacts read(json::Value geometry) {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    facts_.box = {kInfinity, kInfinity, -kInfinity, -kInfinity};
    facts_.is_readable = true;
    const json::Value type = geometry.find("type");
    const json::Value coordinates = geometry.find("coordinates");
    if (!type.is_string() || !coordinates.is_array()) {
      facts_.is_readable = false;
    } else {
      read_coordinates(type.string(), coordinates);
    }
    return std::move(facts_);
  }

 private:
  void read_coordinates(std::string_view type, json::Value coordinates) {
    if (type == "Polygon") {
      read_polygon(coordinates);
    } else if (type == "MultiPolygon") {
      for (const json::Value polygon : coordinates.elements()) read_polygon(polygon);
    } else if (type == "Point") {
      read_position(coordinates);
    } else if (type == "MultiPoint") {
      for (const json::Value point : coordinates.elements()) read_position(point);
    } else if (type == "LineString") {
      read_line(coordinates);
    } else if (type == "MultiLineString") {
      for (const json::Value line : coordinates.elements()) read_line(line);
    } else {
      facts_.is_readable = false;
    }
  }

  std::optional<Position> read_position(json::Value array) {
    if (array.size() < 2 || !array.is_array()) return unreadable();
    auto at = array.elements().begin();
    const json::Value longitude = *at;
    const json::Value latitude = *++at;
    if (!longitude.is_number() || !latitude.is_number()) return unreadable();
    const Position position{longitude.number(), latitude.number(), array};
    if (!std::isfinite(position.longitude) || !std::isfinite(position.latitude))
      return unreadable();
    take(position);
    return position;
  }

  std::optional<Position> unreadable() {
    facts_.is_readable = false;
    return {};
  }

  void take(const Position& position) {
    ++facts_.positions;
    Box& box = facts_.box;
    box.west = std::min(box.west, position.longitude);
    box.east = std::max(box.east, position.longitude);
    box.south = std::min(box.south, position.latitude);
    box.north = std::max(box.north, position.latitude);
    if (position.longitude < 0) {
      facts_.west_of_greenwich = std::max(facts_.west_of_greenwich, position.longitude);
    } else {
      facts_.east_of_greenwich = std::min(facts_.east_of_greenwich, position.longitude);
    }
    if (is_inside(position.longitude, position.latitude)) return;
    if (++facts_.outside_count == 1) facts_.outside = position.source;
    if (!is_inside(position.latitude, position.longitude)) facts_.looks_swapped = false;
  }

  void take_edge(const Position& from, const Position& to) {
    if (std::abs(to.longitude - from.longitude) > kHalfTurn && !facts_.long_edge.exists())
      facts_.long_edge = to.source;
  }

  void read_line(json::Value line) {
    if (!line.is_array()) facts_.is_readable = false;
    std::optional<Position> last;
    for (const json::Value element : line.elements()) {
      const auto position = read_position(element);
      if (position && last) take_edge(*last, *position);
      last = position;
    }
  }

  void read_polygon(json::Value rings) {
    if (!rings.is_array()) facts_.is_readable = false;
    bool is_hole = false;
    for (const json::Value ring : rings.elements()) {
      read_ring({ring, is_hole});
      is_hole = true;
    }
  }

  void read_ring(const RingFault& fault) {
    constexpr std::size_t kLeast = 4;
    std::optional<Position> first;
    std::optional<Position> last;
    bool is_whole = fault.ring.is_array();
    double area = 0;  // twice the area, counter-clockwise positive; from the first position
    Box box;
    for (const json::Value element : fault.ring.elements()) {
      const auto position = read_position(element);
      if (!position) {
        is_whole = false;
      } else if (!first) {
        first = position;
        box = {first->longitude, first->latitude, first->longitude, first->latitude};
      } else if (last) {
        take_edge(*last, *position);
        area += (last->longitude - first->longitude) * (position->latitude - first->latitude) -
                (position->longitude - first->longitude) * (last->latitude - first->latitude);
        box = {std::min(box.west, position->longitude), std::min(box.south, position->latitude),
               std::max(box.east, position->longitude), std::max(box.north, position->latitude)};
      }
      last = position;
    }
    if (!is_whole) facts_.is_readable = false;
    if (!is_whole || fault.ring.size() < kLeast) return;
    if (!is_same(first->source, last->source)) keep(facts_.open, fault);
    const double full = (box.east - box.west) * (box.north - box.south);
    constexpr double kRoundingError = 1e-12;
    if (full == 0 || std::abs(area) <= full * kRoundingError) {
      keep(facts_.flat, fault);
    } else if ((area > 0) == fault.is_hole) {
      keep(facts_.wrong_way, fault);
    }
  }

  static void keep(std::vector<RingFault>& faults, const RingFault& fault) {
    if (faults.size() < GeometryFacts::kMostRings) faults.push_back(fault);
  }

  GeometryFacts facts_;
};

bool runs_past(const Box& box) {
  return (box.west < kHalfTurn && box.east > kHalfTurn && box.east <= kFullTurn) ||
         (box.west < -kHalfTurn && box.east > -kHalfTurn && box.west >= -kFullTurn);
}

/// An edge over 180 degrees is more likely a short one over the antimeridian if nothing lies around
/// Greenwich and the shorter way leaves a shape that is not far higher than wide.
bool looks_wrapped(const GeometryFacts& facts) {
  constexpr double kFar = 90;
  constexpr double kHighest = 3;
  const double width = kFullTurn - facts.east_of_greenwich + facts.west_of_greenwich;
  const double height = facts.box.north - facts.box.south;
  return facts.east_of_greenwich > kFar && facts.west_of_greenwich < -kFar &&
         height <= kHighest * width;
}

}  // namespace

bool Box::holds(const Box& inner, double tolerance) const {
  if (inner.south < south - tolerance || inner.north > north + tolerance) return false;
  if (width() >= kFullTurn) return true;
  double ahead = std::fmod(inner.west - west, kFullTurn);
  if (ahead < -tolerance) ahead += kFullTurn;
  if (ahead > kFullTurn - tolerance) ahead -= kFullTurn;
  return ahead + inner.width() <= width() + tolerance;
}

std::optional<Box> read_box(json::Value array) {
  const std::size_t size = array.size();
  if (!array.is_array() || (size != 4 && size != 6)) return {};
  std::array<double, 6> numbers{};
  std::size_t count = 0;
  for (const json::Value element : array.elements()) {
    if (!element.is_number()) return {};
    numbers[count++] = element.number();
  }
  const std::size_t half = size / 2;
  const Box box{numbers[0], numbers[1], numbers[half], numbers[half + 1]};
  const bool finite = std::isfinite(box.west) && std::isfinite(box.south) &&
                      std::isfinite(box.east) && std::isfinite(box.north);
  return finite ? std::optional(box) : std::nullopt;
}

GeometryFacts read_geometry(json::Value geometry) { return GeometryReader().read(geometry); }

bool crosses_antimeridian_uncut(const GeometryFacts& facts) {
  if (facts.positions == 0) return false;
  return runs_past(facts.box) || (facts.long_edge.exists() && looks_wrapped(facts));
}

Box bounding_box_of(const GeometryFacts& facts, bool wraps) {
  Box box = facts.box;
  if (runs_past(box)) {
    if (box.east > kHalfTurn) box.east -= kFullTurn;
    if (box.west < -kHalfTurn) box.west += kFullTurn;
  } else if (wraps && facts.east_of_greenwich <= kHalfTurn &&
             facts.west_of_greenwich >= -kHalfTurn) {
    box.west = facts.east_of_greenwich;
    box.east = facts.west_of_greenwich;
  }
  return box;
}

}  // namespace stacmlm::stac
