// SPDX-License-Identifier: Apache-2.0
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/space_time/rules.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  const json::Value intervals = context.collection().extent.raw().find("temporal").find("interval");
  for (const json::Value interval : intervals.elements()) {
    if (interval.size() != 2 || !interval.at(0).is_null() || !interval.at(1).is_null()) continue;
    findings.at_value(interval, "the interval is open at both ends")
        .hint("give the start at least, such as that of the oldest training data");
  }
}

}  // namespace

const Rule kOpenRange{"STAC212",
                      "open-range",
                      "a time interval has neither start nor end",
                      severities::kShould,
                      Subject::kCollection,
                      &check,
                      "https://github.com/radiantearth/stac-spec/blob/v1.1.0/collection-spec/"
                      "collection-spec.md#temporal-extent-object"};

}  // namespace stacmlm::rules
