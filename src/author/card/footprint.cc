// SPDX-License-Identifier: Apache-2.0
#include "author/card/footprint.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "author/card/limits.h"
#include "author/card/map_window.h"

namespace stacmlm::author {
namespace {

constexpr double kWidth = 640;
constexpr double kHeight = 400;
constexpr double kInsetWidth = 132;
constexpr double kInsetHeight = 66;
constexpr double kInsetMargin = 12;
// Longest path of a coastline: a page is no atlas.
constexpr std::size_t kMostBytes = std::size_t{600} << 10U;

/// The box of the Item, or the overall one of a Collection; from the geometry if there is none.
std::optional<stac::Box> box_of(const PageContent& page) {
  for (const json::Value each : page.boxes) {
    const auto box = stac::read_box(each);
    const bool is_sane = box && std::abs(box->west) <= 180 && std::abs(box->east) <= 180 &&
                         box->south >= -90 && box->north <= 90 && box->south <= box->north;
    if (is_sane) return box;
  }
  const stac::GeometryFacts facts = stac::read_geometry(page.place);
  if (!facts.is_readable || facts.positions == 0 || facts.outside.exists()) return std::nullopt;
  return stac::bounding_box_of(facts, stac::crosses_antimeridian_uncut(facts));
}

std::vector<Place> rectangle(const stac::Box& box) {
  const double east = box.west + box.width();
  return {{box.west, box.south}, {east, box.south}, {east, box.north}, {box.west, box.north}};
}

std::string path(std::string_view style, const std::string& data) {
  return data.empty() ? data : fmt::format("<path d=\"{}\" class=\"{}\"/>", data, style);
}

std::string land(const MapWindow& window, json::Value coastline) {
  std::string areas;
  std::string lines;
  for_each_line(coastline, false, [&](const std::vector<Place>& line, bool is_area) {
    if (areas.size() + lines.size() > kMostBytes) return;
    (is_area ? areas : lines) += window.path(line, is_area);
  });
  return path("land", areas) + path("coast", lines);
}

std::string graticule(const MapWindow& window, double step) {
  std::string data;
  for (double at = std::ceil(window.west() / step) * step; at <= window.east(); at += step)
    data += fmt::format("M{:.1f} 0V{:.0f}", window.x(at), window.height());
  for (double at = std::ceil(window.south() / step) * step; at <= window.north(); at += step)
    data += fmt::format("M0 {:.1f}H{:.0f}", window.y(at), window.width());
  return path("graticule", data);
}

std::string degree_labels(const MapWindow& window, double step) {
  constexpr double kEdge = 22;
  constexpr double kLabelWidth = 44;
  std::string out;
  double free_from = 0;  // degrees of longitude are short near a pole
  for (double at = std::ceil(window.west() / step) * step; at <= window.east(); at += step) {
    const double x = window.x(at);
    if (x < kEdge || x > window.width() - kEdge || x < free_from) continue;
    free_from = x + kLabelWidth;
    out += fmt::format("<text x=\"{:.1f}\" y=\"14\" text-anchor=\"middle\">{}</text>", x,
                       longitude_text(at));
  }
  for (double at = std::ceil(window.south() / step) * step; at <= window.north(); at += step) {
    const double y = window.y(at);
    if (y < kEdge || y > window.height() - kEdge / 2) continue;
    out += fmt::format("<text x=\"6\" y=\"{:.1f}\">{}</text>", y - 4, latitude_text(at));
  }
  return out.empty() ? out : "<g class=\"degrees\">" + out + "</g>";
}

/// The geometry, or the boxes where there is none.
std::string areas(const PageContent& page, const MapWindow& window) {
  std::string data;
  std::string points;
  std::string boxes;
  const auto take = [&](const std::vector<Place>& line, bool is_area) {
    if (data.size() + points.size() > kMostBytes) return;
    if (line.size() == 1) {
      const double turn = line[0].longitude < window.west() ? 360 : 0;
      points += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"5\" class=\"spot\"/>",
                            window.x(line[0].longitude + turn), window.y(line[0].latitude));
      return;
    }
    data += window.path(line, is_area);
  };
  const stac::GeometryFacts facts = stac::read_geometry(page.place);
  if (facts.is_readable && facts.positions > 0) {
    for_each_line(page.place, stac::crosses_antimeridian_uncut(facts), take);
  } else {
    // The first box of a Collection is that of all others.
    for (std::size_t i = page.boxes.size() > 1 ? 1 : 0; i < std::min(page.boxes.size(), kMostRows);
         ++i) {
      // Each for itself: in one path, what two of them share would be a hole.
      if (const auto box = stac::read_box(page.boxes[i]))
        boxes += path("area", window.path(rectangle(*box), true));
    }
  }
  return path("area", data) + boxes + points;
}

std::string inset(const stac::Box& box, json::Value coastline) {
  const MapWindow world = MapWindow::world(kInsetWidth, kInsetHeight);
  std::string content =
      fmt::format("<rect width=\"{}\" height=\"{}\" class=\"sea\"/>", kInsetWidth, kInsetHeight);
  content += land(world, coastline) + graticule(world, 30);
  const double middle = box.west + box.width() / 2;
  const double x = world.x(middle > 180 ? middle - 360 : middle);
  const double y = world.y((box.south + box.north) / 2);
  constexpr double kLeast = 7;
  const double width = std::max(kLeast, box.width() * kInsetWidth / 360);
  const double height = std::max(kLeast, (box.north - box.south) * kInsetHeight / 180);
  content += fmt::format(
      "<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" rx=\"1.5\" "
      "class=\"here\"/>",
      x - width / 2, y - height / 2, width, height);
  return fmt::format(
      "<svg x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" class=\"inset\">{}"
      "<rect x=\".5\" y=\".5\" width=\"{}\" height=\"{}\" class=\"frame\"/></svg>",
      kWidth - kInsetWidth - kInsetMargin, kHeight - kInsetHeight - kInsetMargin, kInsetWidth,
      kInsetHeight, content, kInsetWidth - 1, kInsetHeight - 1);
}

std::string degrees(double value, std::string_view positive, std::string_view negative) {
  const double rounded = std::round(value * 1000) / 1000;
  return fmt::format("{}°{}", std::abs(rounded),
                     rounded > 0   ? positive
                     : rounded < 0 ? negative
                                   : std::string_view());
}

}  // namespace

std::string longitude_text(double longitude) {
  if (longitude > 180) longitude -= 360;
  if (longitude < -180) longitude += 360;
  return std::abs(longitude) == 180 ? "180°" : degrees(longitude, "E", "W");
}

std::string latitude_text(double latitude) { return degrees(latitude, "N", "S"); }

std::string footprint_map(const PageContent& page, json::Value coastline) {
  const auto box = box_of(page);
  if (!box) return {};
  const MapWindow part = MapWindow::around(*box, kWidth, kHeight);
  const MapWindow window = part.is_world() ? MapWindow::world(kWidth, kWidth / 2) : part;
  const double step = window.is_world() ? 30 : window.graticule_step(6);
  std::string out = fmt::format(
      "<svg viewBox=\"0 0 {0} {1}\" class=\"map\" role=\"img\" aria-label=\"Map: {2} to {3}, {4} "
      "to {5}\"><rect width=\"{0}\" height=\"{1}\" class=\"sea\"/>",
      kWidth, window.height(), longitude_text(box->west), longitude_text(box->east),
      latitude_text(box->south), latitude_text(box->north));
  out += land(window, coastline) + graticule(window, step) + areas(page, window);
  out += degree_labels(window, step);
  if (!window.is_world()) out += inset(*box, coastline);
  return out + "</svg>\n";
}

}  // namespace stacmlm::author
