// SPDX-License-Identifier: Apache-2.0
#include "rules/tree/reach.h"

#include <algorithm>

#include "rules/space_time/space_time.h"

namespace stacmlm::rules {
namespace {

stac::Box around(const stac::Box& a, const stac::Box& b) {
  stac::Box both{std::min(a.west, b.west), std::min(a.south, b.south), std::max(a.east, b.east),
                 std::max(a.north, b.north)};
  if (a.crosses_antimeridian() || b.crosses_antimeridian()) {  // which way round is not known
    both.west = -180;
    both.east = 180;
  }
  return both;
}

/// An interval `[start, end]`, null is open.
std::optional<Period> period_of(json::Value interval) {
  const json::Value start = interval.at(0);
  const json::Value end = interval.at(1);
  const Period period{read_moment(start).instant, read_moment(end).instant};
  const bool is_readable = (period.start || start.is_null()) && (period.end || end.is_null());
  return is_readable ? std::optional(period) : std::nullopt;
}

Period around(const Period& a, const Period& b) {
  Period both;
  if (a.start && b.start) both.start = std::min(*a.start, *b.start);
  if (a.end && b.end) both.end = std::max(*a.end, *b.end);
  return both;
}

}  // namespace

Reach reach_of_item(json::Value item) {
  Reach reach;
  reach.box = stac::read_box(item.find("bbox"));
  const json::Value properties = item.find("properties");
  const Period range{read_moment(properties.find("start_datetime")).instant,
                     read_moment(properties.find("end_datetime")).instant};
  const auto moment = read_moment(properties.find("datetime")).instant;
  if (range.start || range.end) {
    reach.period = range;
  } else if (moment) {
    reach.period = Period{moment, moment};
  }
  return reach;
}

Reach reach_of_collection(json::Value collection) {
  Reach reach;
  const json::Value extent = collection.find("extent");
  for (const json::Value bbox : extent.find("spatial").find("bbox").elements()) {
    const auto box = stac::read_box(bbox);
    if (box) reach.box = reach.box ? around(*reach.box, *box) : *box;
  }
  for (const json::Value interval : extent.find("temporal").find("interval").elements()) {
    const auto period = period_of(interval);
    if (period) reach.period = reach.period ? around(*reach.period, *period) : *period;
  }
  return reach;
}

bool holds(const Period& outer, const Period& inner) {
  for (const auto& moment : {inner.start, inner.end}) {
    if (!moment) continue;
    if (outer.start && *moment < *outer.start) return false;
    if (outer.end && *moment > *outer.end) return false;
  }
  return true;
}

}  // namespace stacmlm::rules
