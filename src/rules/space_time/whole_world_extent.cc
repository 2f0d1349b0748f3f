// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <optional>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/nearest.h"
#include "rules/space_time/rules.h"

namespace stacmlm::rules {
namespace {

/// The ends that stand for an open range: 1900 begins, the last year with four digits ends.
const stac::Instant& open_start() {
  static const stac::Instant instant = *stac::read_datetime("1900-01-01T23:59:59Z");
  return instant;
}
const stac::Instant& open_end() {
  static const stac::Instant instant = *stac::read_datetime("9999-01-01T00:00:00Z");
  return instant;
}

bool is_whole_world(const stac::Box& box) {
  constexpr double kNearlyAround = 359.9;
  constexpr double kNearlyPoleToPole = 179.9;
  return box.width() >= kNearlyAround && box.north - box.south >= kNearlyPoleToPole;
}

void check_space(const std::optional<stac::Box>& box, json::Value place, Findings& findings) {
  if (!box || !is_whole_world(*box)) return;
  findings.at_value(place, "the model is said to apply to the whole world")
      .hint("give the area of the training or test data if it is known");
}

void check_range(const Moment& start, const Moment& end, Findings& findings) {
  if (!start.instant || !end.instant || *start.instant > open_start() || *end.instant < open_end())
    return;
  findings
      .at_value(start.value, fmt::format("the model is said to apply to all times, from {} to {}",
                                         shown(start.value.string()), shown(end.value.string())))
      .hint("give the time of the training or test data if it is known")
      .related(end.value, "the end");
}

void check_item(const Context& context, Findings& findings) {
  const SpaceTime& times = context.space_time();
  check_space(times.bbox, context.item().bbox.raw(), findings);
  check_range(times.start, times.end, findings);
  const auto& datetime = times.datetime.instant;
  if (datetime && (*datetime <= open_start() || *datetime >= open_end())) {
    findings
        .at_value(times.datetime.value, fmt::format("{} says nothing about the time of the model",
                                                    shown(times.datetime.value.string())))
        .hint("give the time of publication, or null and the range of the training data");
  }
}

/// Of several boxes and intervals the first is that of the whole.
void check_collection(const Context& context, Findings& findings) {
  const json::Value extent = context.collection().extent.raw();
  const json::Value box = extent.find("spatial").find("bbox").at(0);
  check_space(stac::read_box(box), box, findings);
  const json::Value interval = extent.find("temporal").find("interval").at(0);
  check_range(read_moment(interval.at(0)), read_moment(interval.at(1)), findings);
}

void check(const Context& context, Findings& findings) {
  if (context.describes_model()) check_item(context, findings);
  const bool of_models = context.mlm_version() || context.undeclared_mlm();
  if (context.type() == ObjectType::kCollection && of_models) check_collection(context, findings);
}

}  // namespace

const Rule kWholeWorldExtent{"STAC213",
                             "whole-world-extent",
                             "a model is said to apply everywhere or at all times",
                             severities::kShouldDocumented,
                             Subject::kAny,
                             &check,
                             "best-practices.md"};

}  // namespace stacmlm::rules
