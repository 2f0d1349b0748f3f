// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "run/plan/band_match.h"
#include "run/plan/planning.h"

namespace stacmlm::run {
namespace {

tl::unexpected<base::Error> unused(std::string_view option, std::string_view why) {
  return base::fail(base::ErrorKind::kInvalidArgument, fmt::format("{}: {}", option, why));
}

base::Result<void> check_grid(const Planning& planning) {
  const std::string& asked = planning.options.grid;
  if (asked.empty()) return {};
  if (!files_called(asked, planning.scene).empty()) return {};
  return unused("--grid " + asked, "the scene has no such asset or file");
}

}  // namespace

base::Result<void> check_unused_options(const Planning& planning) {
  const PlanOptions& options = planning.options;
  const OutputPlan& output = planning.plan.output;
  if (options.threshold && !output.threshold)
    return unused("--threshold", "no score of this result is compared with it");
  if (!output.is_of_objects()) {
    const std::string_view why = "the model finds no objects";
    if (!options.boxes.empty()) return unused("--boxes", why);
    if (!options.box_units.empty()) return unused("--box-units", why);
    if (options.iou) return unused("--iou", why);
  }
  if (!output.is_of_places) {
    const std::string_view why = "the result has pixels or objects, and no rows";
    if (options.per != Per::kAuto) return unused("--per", why);
    if (options.rows != Rows::kLayer) return unused("--rows", why);
  }
  return check_grid(planning);
}

}  // namespace stacmlm::run
