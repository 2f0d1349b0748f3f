// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/nearest.h"
#include "rules/space_time/rules.h"
#include "stacmlm/json/pointer.h"
#include "stacmlm/stac/patterns.h"

namespace stacmlm::rules {
namespace {

/// The text with `T` where a blank parts date and time, if that makes it one.
std::string with_t(std::string_view text) {
  constexpr std::size_t kAfterDate = 10;
  std::string changed(text);
  if (changed.size() <= kAfterDate || changed[kAfterDate] != ' ') return {};
  changed[kAfterDate] = 'T';
  return stac::read_datetime(changed) ? changed : std::string();
}

void tell(json::Value value, Findings& findings) {
  // Texts of another form are told by the schema.
  if (!value.is_string() || !stac::kUtcTime.matches(value.string())) return;
  Finding& finding = findings.at_value(
      value, fmt::format("{} is no date and time that exists", shown(value.string())));
  finding.hint("write a time of RFC 3339: 2020-12-31T23:59:59Z");
  const std::string corrected = with_t(value.string());
  if (corrected.empty() || findings.is_full()) return;
  finding.safe_fix("write T between date and time", {{json::PatchOperation::Kind::kReplace,
                                                      json::pointer_to(value),
                                                      json::quote(corrected),
                                                      {}}});
}

void check_moment(const Moment& moment, Findings& findings) {
  if (moment.value.exists() && !moment.instant) tell(moment.value, findings);
}

void check_item(const Context& context, Findings& findings) {
  const SpaceTime& times = context.space_time();
  for (const Moment* moment :
       {&times.datetime, &times.start, &times.end, &times.created, &times.updated})
    check_moment(*moment, findings);
}

void check_assets(const Context& context, Findings& findings) {
  for (const AssetView& asset : context.assets()) {
    const OtherMembers& other = *asset.other;
    for (const auto* member : {&other.datetime, &other.start_datetime, &other.end_datetime,
                               &other.created, &other.updated}) {
      if (!member->is_absent()) check_moment(read_moment(member->raw()), findings);
    }
  }
}

void check(const Context& context, Findings& findings) {
  if (context.type() == ObjectType::kItem) check_item(context, findings);
  check_assets(context, findings);
  const json::Value intervals = context.collection().extent.raw().find("temporal").find("interval");
  for (const json::Value interval : intervals.elements()) {
    for (const json::Value bound : interval.elements()) check_moment(read_moment(bound), findings);
  }
}

}  // namespace

const Rule kNotADatetime{"STAC210",
                         "not-a-datetime",
                         "a date and time does not exist",
                         severities::kMust,
                         Subject::kAny,
                         &check,
                         "https://www.rfc-editor.org/rfc/rfc3339#section-5.6"};

}  // namespace stacmlm::rules
