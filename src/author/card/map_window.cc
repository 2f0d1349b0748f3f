// SPDX-License-Identifier: Apache-2.0
#include "author/card/map_window.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <optional>

namespace stacmlm::author {
namespace {

constexpr double kFullTurn = 360;
// Beyond a continent a map of the world says more.
constexpr double kWidest = 150;
constexpr double kHighest = 80;

std::optional<Place> read_place(json::Value position) {
  const json::Value longitude = position.at(0);
  const json::Value latitude = position.at(1);
  if (!longitude.is_number() || !latitude.is_number()) return std::nullopt;
  const Place place{longitude.number(), latitude.number()};
  const bool is_sane = std::abs(place.longitude) <= 2 * kFullTurn && std::abs(place.latitude) <= 90;
  return is_sane ? std::optional(place) : std::nullopt;  // NaN is not
}

std::vector<Place> read_line(json::Value positions, bool unrolls) {
  std::vector<Place> line;
  line.reserve(positions.size());
  for (const json::Value position : positions.elements()) {
    auto place = read_place(position);
    if (!place) continue;
    if (unrolls && !line.empty()) {
      const double turns = std::round((line.back().longitude - place->longitude) / kFullTurn);
      place->longitude += turns * kFullTurn;
    }
    line.push_back(*place);
  }
  return line;
}

/// Arrays of positions below `coordinates`, however deep they are.
// NOLINTNEXTLINE(misc-no-recursion): as deep as the document, which is limited
void take_coordinates(json::Value coordinates, bool unrolls, bool is_area,
                      const std::function<void(const std::vector<Place>&, bool)>& take) {
  const json::Value first = coordinates.at(0);
  if (first.is_number()) {
    if (const auto place = read_place(coordinates)) take({*place}, false);
  } else if (first.at(0).is_number()) {
    take(read_line(coordinates, unrolls), is_area);
  } else {
    for (const json::Value below : coordinates.elements())
      take_coordinates(below, unrolls, is_area, take);
  }
}

/// Which sides of the window a point lies beyond.
unsigned sides(double x, double y, double width, double height) {
  constexpr double kBeside = 4;
  return (x < -kBeside ? 1U : 0U) | (x > width + kBeside ? 2U : 0U) | (y < -kBeside ? 4U : 0U) |
         (y > height + kBeside ? 8U : 0U);
}

}  // namespace

MapWindow MapWindow::world(double width, double height) {
  MapWindow window;
  window.width_ = width;
  window.height_ = height;
  window.per_longitude_ = width / kFullTurn;
  window.per_latitude_ = height / (kFullTurn / 2);
  window.is_world_ = true;
  return window;
}

MapWindow MapWindow::around(const stac::Box& box, double width, double height) {
  const double degrees_wide = box.width();
  const double degrees_high = box.north - box.south;
  if (degrees_wide > kWidest || degrees_high > kHighest || degrees_high < 0)
    return world(width, height);
  constexpr double kRoom = 1.7;
  constexpr double kLeastDegrees = 0.02;  // of the window; a point has no size
  MapWindow window;
  window.width_ = width;
  window.height_ = height;
  window.longitude_ = box.west + degrees_wide / 2;
  window.latitude_ = (box.south + box.north) / 2;
  const double shrink =
      std::max(0.2, std::cos(window.latitude_ * std::numbers::pi / (kFullTurn / 2)));
  const double scale = std::min(width / (std::max(degrees_wide * shrink, kLeastDegrees) * kRoom),
                                height / (std::max(degrees_high, kLeastDegrees) * kRoom));
  window.per_latitude_ = std::max({scale, height / (kFullTurn / 2), width / kFullTurn / shrink});
  window.per_longitude_ = window.per_latitude_ * shrink;
  const double half = height / 2 / window.per_latitude_;
  window.latitude_ = std::clamp(window.latitude_, -90 + half, 90 - half);
  return window;
}

double MapWindow::graticule_step(double lines) const {
  constexpr std::array<double, 14> kSteps = {0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5,
                                             1,     2,    5,    10,   15,  30,  45};
  const double wanted = (north() - south()) / lines;
  const auto step = std::ranges::lower_bound(kSteps, wanted);
  return step == kSteps.end() ? kSteps.back() : *step;
}

std::string MapWindow::path(const std::vector<Place>& line, bool is_area) const {
  std::string out;
  if (line.empty()) return out;
  const auto [least, greatest] = std::ranges::minmax(line, {}, &Place::longitude);
  for (const double shift : {-2 * kFullTurn, -kFullTurn, 0.0, kFullTurn, 2 * kFullTurn}) {
    if (greatest.longitude + shift >= west() && least.longitude + shift <= east())
      append(line, shift, is_area, out);
  }
  return out;
}

void MapWindow::append(const std::vector<Place>& line, double shift, bool is_area,
                       std::string& out) const {
  constexpr double kNear = 0.5;
  struct Point {
    double x, y;
    unsigned sides;
  };
  std::vector<Point> points;
  for (const Place& place : line) {
    const Point point{x(place.longitude + shift), y(place.latitude),
                      sides(x(place.longitude + shift), y(place.latitude), width_, height_)};
    if (points.size() > 1) {
      const Point& last = points.back();
      const Point& before = points[points.size() - 2];
      const bool stays_outside = (point.sides & last.sides & before.sides) != 0;
      const bool is_near = std::abs(point.x - last.x) < kNear && std::abs(point.y - last.y) < kNear;
      if (is_near) continue;
      if (stays_outside) points.pop_back();
    }
    points.push_back(point);
  }
  const bool is_seen = points.size() > 1 && std::ranges::any_of(points, [&](const Point& point) {
                         return (point.sides & points.front().sides) == 0;
                       });
  if (!is_seen) return;
  char command = 'M';
  for (const Point& point : points) {
    out += fmt::format("{}{:.1f} {:.1f}", command, point.x, point.y);
    command = 'L';
  }
  if (is_area) out += 'Z';
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the document, which is limited
void for_each_line(json::Value geojson, bool unrolls,
                   const std::function<void(const std::vector<Place>&, bool is_area)>& take) {
  for (const json::Value feature : geojson.find("features").elements())
    for_each_line(feature.find("geometry"), unrolls, take);
  for (const json::Value geometry : geojson.find("geometries").elements())
    for_each_line(geometry, unrolls, take);
  if (geojson.find("geometry").is_object()) for_each_line(geojson.find("geometry"), unrolls, take);
  const json::Value type = geojson.find("type");
  const json::Value coordinates = geojson.find("coordinates");
  if (!coordinates.is_array()) return;
  if (type.equals("MultiPoint")) {
    for (const json::Value point : coordinates.elements())
      take_coordinates(point, unrolls, false, take);
  } else {
    take_coordinates(coordinates, unrolls, type.equals("Polygon") || type.equals("MultiPolygon"),
                     take);
  }
}

}  // namespace stacmlm::author
