// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

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

void check_space(const Context& context, Findings& findings) {
  const auto& bbox = context.space_time().bbox;
  if (!bbox || !is_whole_world(*bbox)) return;
  findings.at_value(context.item().bbox.raw(), "the model is said to apply to the whole world")
      .hint("give the area of the training or test data if it is known");
}

void check_time(const SpaceTime& times, Findings& findings) {
  if (times.start.instant && times.end.instant && *times.start.instant <= open_start() &&
      *times.end.instant >= open_end()) {
    findings
        .at_value(times.start.value,
                  fmt::format("the model is said to apply to all times, from {} to {}",
                              shown(times.start.value.string()), shown(times.end.value.string())))
        .hint("give the time of the training or test data if it is known")
        .related(times.end.value, "the end");
  }
  const auto& datetime = times.datetime.instant;
  if (datetime && (*datetime <= open_start() || *datetime >= open_end())) {
    findings
        .at_value(times.datetime.value, fmt::format("{} says nothing about the time of the model",
                                                    shown(times.datetime.value.string())))
        .hint("give the time of publication, or null and the range of the training data");
  }
}

void check(const Context& context, Findings& findings) {
  check_space(context, findings);
  check_time(context.space_time(), findings);
}

}  // namespace

const Rule kWholeWorldExtent{
    "STAC213",
    "whole-world-extent",
    "a model is said to apply everywhere or at all times",
    severities::kShouldDocumented,
    Subject::kModelItem,
    &check,
    "https://github.com/stac-extensions/mlm/blob/v1.5.2/best-practices.md"};

}  // namespace stacmlm::rules
