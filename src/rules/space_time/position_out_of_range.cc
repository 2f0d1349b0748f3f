// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>
#include <optional>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/space_time/rules.h"

namespace stacmlm::rules {
namespace {

constexpr double kMostLongitude = 180;
constexpr double kMostLatitude = 90;

/// What the author may have had in mind.
std::string hint_for(double longitude, double latitude, bool looks_swapped) {
  if (looks_swapped) return "longitude comes first, then latitude; are they swapped?";
  if (std::abs(latitude) <= kMostLatitude && std::abs(longitude) <= 2 * kMostLongitude) {
    return fmt::format(
        "longitudes run from -180 to 180: write {}",
        longitude > 0 ? longitude - 2 * kMostLongitude : longitude + 2 * kMostLongitude);
  }
  return "give longitude and latitude in degrees (WGS 84), not coordinates of a projection";
}

void check_geometry(const Context& context, Findings& findings) {
  const SpaceTime& space_time = context.space_time();
  const stac::GeometryFacts& geometry = space_time.geometry;
  // One that runs past 180 degrees is told to be cut there.
  if (geometry.outside_count == 0 || space_time.crosses_uncut()) return;
  const json::Value position = geometry.outside;
  const std::string place = shown_in_line(position);
  findings
      .at_value(position,
                geometry.outside_count == 1
                    ? fmt::format("{} is no longitude and latitude", place)
                    : fmt::format("{} of {} positions are no longitude and latitude, first {}",
                                  geometry.outside_count, geometry.positions, place))
      .hint(hint_for(position.at(0).number(), position.at(1).number(), geometry.looks_swapped));
}

void check_box(json::Value array, const std::optional<stac::Box>& box, Findings& findings) {
  if (!box) return;
  const std::size_t half = array.size() / 2;
  const auto is_outside = [](double longitude, double latitude) {
    return std::abs(longitude) > kMostLongitude || std::abs(latitude) > kMostLatitude;
  };
  if (!is_outside(box->west, box->south) && !is_outside(box->east, box->north)) return;
  const bool looks_swapped =
      !is_outside(box->south, box->west) && !is_outside(box->north, box->east);
  struct Edge {
    double degrees;
    double most;
    std::size_t index;
    std::string_view name;
  };
  const Edge edges[] = {{box->west, kMostLongitude, 0, "west"},
                        {box->south, kMostLatitude, 1, "south"},
                        {box->east, kMostLongitude, half, "east"},
                        {box->north, kMostLatitude, half + 1, "north"}};
  for (const Edge& edge : edges) {
    if (std::abs(edge.degrees) <= edge.most) continue;
    const bool is_latitude = edge.most == kMostLatitude;
    findings
        .at_value(array.at(edge.index), fmt::format("the {} edge `{}` is beyond {} degrees",
                                                    edge.name, edge.degrees, edge.most))
        .hint(hint_for(is_latitude ? 0 : edge.degrees, is_latitude ? edge.degrees : 0,
                       looks_swapped));
    return;
  }
}

void check(const Context& context, Findings& findings) {
  if (context.type() == ObjectType::kItem) {
    check_geometry(context, findings);
    check_box(context.item().bbox.raw(), context.space_time().bbox, findings);
    return;
  }
  const json::Value boxes = context.collection().extent.raw().find("spatial").find("bbox");
  for (const json::Value box : boxes.elements()) check_box(box, stac::read_box(box), findings);
}

}  // namespace

const Rule kPositionOutOfRange{"STAC203",
                               "position-out-of-range",
                               "a position or a bounding box is outside the globe",
                               severities::kMust,
                               Subject::kAny,
                               &check,
                               "https://www.rfc-editor.org/rfc/rfc7946#section-4"};

}  // namespace stacmlm::rules
