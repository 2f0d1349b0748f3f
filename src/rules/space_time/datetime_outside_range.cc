// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/nearest.h"
#include "rules/space_time/rules.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  const Moment& datetime = context.space_time().datetime;
  const Moment& start = context.space_time().start;
  const Moment& end = context.space_time().end;
  if (!datetime.instant || !start.instant || !end.instant) return;
  if (*start.instant > *end.instant) return;  // told by another rule
  const bool early = *datetime.instant < *start.instant;
  if (!early && *datetime.instant <= *end.instant) return;
  const Moment& bound = early ? start : end;
  findings
      .at_value(datetime.value,
                fmt::format("`datetime` {} is {} {}", shown(datetime.value.string()),
                            early ? "before `start_datetime`" : "after `end_datetime`",
                            shown(bound.value.string())))
      .hint("give a time of the range, or null")
      .related(bound.value, early ? "the start" : "the end");
}

}  // namespace

const Rule kDatetimeOutsideRange{"STAC209",
                                 "datetime-outside-range",
                                 "`datetime` is not within `start_datetime` and `end_datetime`",
                                 severities::kShould,
                                 Subject::kItem,
                                 &check,
                                 "https://github.com/radiantearth/stac-spec/blob/v1.1.0/commons/"
                                 "common-metadata.md#date-and-time-range"};

}  // namespace stacmlm::rules
