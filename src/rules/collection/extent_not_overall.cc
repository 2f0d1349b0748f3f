// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/collection/rules.h"
#include "rules/context.h"
#include "rules/findings.h"

namespace stacmlm::rules {
namespace {

void check_boxes(json::Value boxes, Findings& findings) {
  constexpr double kRounding = 1e-3;
  if (boxes.size() < 2) return;
  const json::Value first = boxes.at(0);
  const auto overall = stac::read_box(first);
  if (!overall) return;
  for (const json::Value element : boxes.elements()) {
    const auto box = stac::read_box(element);
    if (!box || overall->holds(*box, kRounding)) continue;
    findings
        .at_value(element, fmt::format("{} reaches beyond the first bounding box {}",
                                       shown_in_line(element), shown_in_line(first)))
        .hint("the first one is that of the whole Collection: make it hold the others")
        .related(first, "the first bounding box");
  }
}

void check_intervals(json::Value intervals, Findings& findings) {
  if (intervals.size() < 2) return;
  const json::Value first = intervals.at(0);
  const Moment start = read_moment(first.at(0));
  const Moment end = read_moment(first.at(1));
  for (const json::Value element : intervals.elements()) {
    const Moment from = read_moment(element.at(0));
    const Moment to = read_moment(element.at(1));
    const bool early =
        start.instant && (from.value.is_null() || (from.instant && *from.instant < *start.instant));
    const bool late =
        end.instant && (to.value.is_null() || (to.instant && *to.instant > *end.instant));
    if (!early && !late) continue;
    findings
        .at_value(element, fmt::format("{} reaches beyond the first interval {}",
                                       shown_in_line(element), shown_in_line(first)))
        .hint("the first one is that of the whole Collection: make it hold the others")
        .related(first, "the first interval");
  }
}

void check(const Context& context, Findings& findings) {
  const json::Value extent = context.collection().extent.raw();
  check_boxes(extent.find("spatial").find("bbox"), findings);
  check_intervals(extent.find("temporal").find("interval"), findings);
}

}  // namespace

const Rule kExtentNotOverall{"STAC301",
                             "extent-not-overall",
                             "the first extent of a Collection does not hold the others",
                             severities::kShould,
                             Subject::kCollection,
                             &check,
                             "https://github.com/radiantearth/stac-spec/blob/v1.1.0/"
                             "collection-spec/collection-spec.md#spatial-extent-object"};

}  // namespace stacmlm::rules
