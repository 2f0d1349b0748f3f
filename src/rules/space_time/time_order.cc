// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/nearest.h"
#include "rules/space_time/rules.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::rules {
namespace {

using Operation = json::PatchOperation;

void check_range(const Moment& start, const Moment& end, Findings& findings) {
  if (!start.instant || !end.instant || *start.instant <= *end.instant) return;
  Finding& finding =
      findings
          .at_value(end.value, fmt::format("the end {} is before the start {}",
                                           shown(end.value.string()), shown(start.value.string())))
          .hint("are the two exchanged?")
          .related(start.value, "the start");
  if (!findings.is_full())
    finding.unsafe_fix("exchange start and end", {{Operation::Kind::kReplace,
                                                   json::pointer_to(start.value),
                                                   std::string(end.value.raw()),
                                                   {}},
                                                  {Operation::Kind::kReplace,
                                                   json::pointer_to(end.value),
                                                   std::string(start.value.raw()),
                                                   {}}});
}

void check(const Context& context, Findings& findings) {
  if (context.type() == ObjectType::kItem) {
    check_range(context.space_time().start, context.space_time().end, findings);
    for (const AssetView& asset : context.assets()) {
      if (asset.other->start_datetime && asset.other->end_datetime)
        check_range(read_moment(asset.other->start_datetime.raw()),
                    read_moment(asset.other->end_datetime.raw()), findings);
    }
    return;
  }
  const json::Value intervals = context.collection().extent.raw().find("temporal").find("interval");
  for (const json::Value interval : intervals.elements())
    check_range(read_moment(interval.at(0)), read_moment(interval.at(1)), findings);
}

}  // namespace

const Rule kTimeOrder{"STAC208",
                      "time-order",
                      "a time range ends before it starts",
                      severities::kMust,
                      Subject::kAny,
                      &check,
                      "https://github.com/radiantearth/stac-spec/blob/v1.1.0/commons/"
                      "common-metadata.md#date-and-time-range"};

}  // namespace stacmlm::rules
