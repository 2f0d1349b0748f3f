// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/space_time/rules.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::rules {
namespace {

bool agree(const stac::Box& a, const stac::Box& b) {
  const double width = std::max(a.width(), b.width());
  const double height = std::max(a.north - a.south, b.north - b.south);
  return is_near(a.west, b.west, width) && is_near(a.east, b.east, width) &&
         is_near(a.south, b.south, height) && is_near(a.north, b.north, height);
}

void check(const Context& context, Findings& findings) {
  const SpaceTime& space_time = context.space_time();
  const stac::GeometryFacts& geometry = space_time.geometry;
  if (!space_time.bbox || !geometry.is_readable || geometry.positions == 0) return;
  if (agree(*space_time.bbox, geometry.box)) return;
  // Edges in the wrong order are another finding.
  if (space_time.bbox->south > space_time.bbox->north || space_time.has_west_and_east_swapped())
    return;
  const bool wraps = space_time.bbox->crosses_antimeridian() || space_time.is_wrapped();
  const stac::Box wanted = stac::bounding_box_of(geometry, wraps);
  if (agree(*space_time.bbox, wanted)) return;
  const json::Value array = context.item().bbox.raw();
  const std::string numbers =
      fmt::format("[{}, {}, {}, {}]", wanted.west, wanted.south, wanted.east, wanted.north);
  Finding& finding = findings.at_value(
      array, fmt::format("{} is not the bounding box of the geometry, which is `{}`",
                         shown_in_line(array), numbers));
  finding.hint("give the bounding box of `geometry`, or correct `geometry`")
      .related(context.item().geometry.raw(), "the geometry");
  constexpr std::size_t kWithoutHeights = 4;
  if (array.size() != kWithoutHeights) return;
  finding.unsafe_fix(
      "write the bounding box of the geometry",
      {{json::PatchOperation::Kind::kReplace, json::pointer_to(array), numbers, {}}});
}

}  // namespace

const Rule kBboxGeometryMismatch{
    "STAC205",
    "bbox-geometry-mismatch",
    "`bbox` is not the bounding box of `geometry`",
    severities::kShould,
    Subject::kItem,
    &check,
    "https://github.com/radiantearth/stac-spec/blob/v1.1.0/item-spec/item-spec.md#bbox"};

}  // namespace stacmlm::rules
