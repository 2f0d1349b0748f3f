// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/collection/rules.h"
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/nearest.h"
#include "stacmlm/json/pointer.h"
#include "stacmlm/json/shape.h"

namespace stacmlm::rules {
namespace {

/// Both are numbers or both are times, and the first is greater.
bool is_greater(json::Value a, json::Value b) {
  if (a.is_number() && b.is_number()) return a.number() > b.number();
  const Moment first = read_moment(a);
  const Moment second = read_moment(b);
  return first.instant && second.instant && *first.instant > *second.instant;
}

void check_range(json::Value summary, Findings& findings) {
  const json::Value minimum = summary.find("minimum");
  const json::Value maximum = summary.find("maximum");
  if (!minimum.exists() || !maximum.exists() || !is_greater(minimum, maximum)) return;
  findings
      .at_value(summary, fmt::format("the minimum {} is greater than the maximum {}",
                                     shown(minimum.raw()), shown(maximum.raw())))
      .hint("are the two exchanged?");
}

void check_values(json::Value summary, Findings& findings) {
  static const json::Shape kUnique = json::array().unique_items();
  if (json::conforms(kUnique, summary)) return;
  for (const json::Violation& violation : json::violations(kUnique, summary, 1)) {
    const json::Value twin = violation.place;
    Finding& finding = findings
                           .at_value(twin, fmt::format("{} stands twice in the summary of {}",
                                                       shown(twin.raw()), shown(summary.key())))
                           .hint("name each value once");
    if (!findings.is_full())
      finding.safe_fix("remove the repeated value",
                       {{json::PatchOperation::Kind::kRemove, json::pointer_to(twin), {}, {}}});
  }
}

void check(const Context& context, Findings& findings) {
  for (const json::Value summary : context.collection().summaries.raw().members()) {
    if (summary.is_object()) check_range(summary, findings);
    if (summary.is_array()) check_values(summary, findings);
  }
}

}  // namespace

const Rule kUnsoundSummary{"STAC302",
                           "unsound-summary",
                           "a summary contradicts or repeats itself",
                           severities::kShould,
                           Subject::kCollection,
                           &check,
                           "https://github.com/radiantearth/stac-spec/blob/v1.1.0/collection-spec/"
                           "collection-spec.md#summaries"};

}  // namespace stacmlm::rules
