// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/legacy/rules.h"
#include "rules/nearest.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  const SpaceTime& times = context.space_time();
  const json::Value datetime = times.datetime.value;
  if (!datetime.is_string()) return;
  Finding& finding = findings.at_value(
      datetime, fmt::format("`datetime` is {}, but a model has a range", shown(datetime.string())));
  finding.hint("write null, and `start_datetime` and `end_datetime` of the imagery it is for");
  if (!times.start.instant || !times.end.instant) return;
  finding.unsafe_fix(
      "write null",
      {{json::PatchOperation::Kind::kReplace, json::pointer_to(datetime), "null", {}}});
}

}  // namespace

const Rule kDatetimeNotNull{"MLM717",
                            "datetime-not-null",
                            "a model of ml-model has a `datetime`",
                            severities::kShould,
                            Subject::kLegacyItem,
                            &check,
                            "https://github.com/stac-extensions/ml-model/blob/v1.0.0/"
                            "README.md#spatiotemporal-fields"};

}  // namespace stacmlm::rules
