// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "run/plan/planning.h"
#include "stacmlm/stac/datetime.h"

namespace stacmlm::run {
namespace {

/// `TIME`, or `START/END`.
base::Result<void> take_asked(Plan& plan, const std::string& asked) {
  const auto slash = asked.find('/');
  const std::string start = asked.substr(0, slash);
  const std::string end = slash == std::string::npos ? std::string() : asked.substr(slash + 1);
  const auto first = stac::read_datetime(start);
  const auto last = slash == std::string::npos ? first : stac::read_datetime(end);
  if (!first || !last || *last < *first) {
    return base::fail(base::ErrorKind::kInvalidArgument,
                      fmt::format("--datetime {}: no RFC 3339 time, such as "
                                  "2024-06-01T10:30:00Z, nor START/END",
                                  asked));
  }
  plan.datetime = start;
  plan.end_datetime = end;
  return {};
}

/// From the start of the oldest scene to the end of the last one to end.
void take_stated(Plan& plan, const Scene& scene) {
  plan.datetime = scene.times.front().datetime;
  std::optional<stac::Instant> last;
  for (const SceneTime& time : scene.times) {
    const std::string& end = time.end_datetime.empty() ? time.datetime : time.end_datetime;
    const auto at = stac::read_datetime(end);
    if (!at || (last && *at <= *last)) continue;
    last = at;
    plan.end_datetime = end;
  }
  if (plan.end_datetime == plan.datetime) plan.end_datetime.clear();
}

}  // namespace

base::Result<void> plan_time(Planning& planning) {
  Plan& plan = planning.plan;
  if (!planning.options.datetime.empty()) return take_asked(plan, planning.options.datetime);
  take_stated(plan, planning.scene);
  if (!plan.datetime.empty()) return {};
  if (planning.scene.times.size() > 1) {
    planning.ask("", "the scenes of the series do not tell when they were taken", "--datetime",
                 {"START/END"});
  } else {
    planning.ask("", "the scene does not tell when it was taken", "--datetime");
  }
  return {};
}

}  // namespace stacmlm::run
