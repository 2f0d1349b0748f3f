// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/nearest.h"
#include "rules/space_time/rules.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  const SpaceTime& space_time = context.space_time();
  const stac::GeometryFacts& geometry = space_time.geometry;
  if ((geometry.outside_count == 0 && !geometry.long_edge.exists()) || !space_time.crosses_uncut())
    return;
  constexpr std::string_view kHint =
      "cut it at 180 degrees into a Multi geometry; the west edge of `bbox` is then greater than "
      "the east edge";
  if (geometry.outside.exists()) {
    const json::Value longitude = geometry.outside.at(0);
    findings
        .at_value(longitude, fmt::format("the longitude {} runs past the antimeridian",
                                         shown(longitude.raw())))
        .hint(std::string(kHint));
    return;
  }
  findings
      .at_value(geometry.long_edge,
                fmt::format("the edge to {} goes over the antimeridian or around the globe",
                            shown_in_line(geometry.long_edge)))
      .hint(std::string(kHint));
}

}  // namespace

const Rule kUncutAtAntimeridian{"STAC206",
                                "uncut-at-antimeridian",
                                "the geometry goes over the antimeridian in one piece",
                                severities::kShould,
                                Subject::kItem,
                                &check,
                                "https://www.rfc-editor.org/rfc/rfc7946#section-3.1.9"};

}  // namespace stacmlm::rules
