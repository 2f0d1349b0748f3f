// SPDX-License-Identifier: Apache-2.0
#include "run/output/lineage.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "run/plan/band_match.h"
#include "run/plan/value_text.h"

namespace stacmlm::run {
namespace {

std::string bands_text(const Plan& plan, const Scene& scene) {
  std::vector<std::string> all;
  for (const InputPlan& input : plan.inputs) {
    for (const BandUse& use : input.reads) {
      std::string band = call_of(use.band, scene);
      if (scene.times.size() > 1) band += " of " + scene.times[use.time].id;
      const std::string value = value_text(use.scale, use.offset, band);
      all.push_back(fmt::format("{} = {} (by {})", use.wanted, value.empty() ? band : value,
                                name_of(use.match)));
    }
  }
  return fmt::format("{}", fmt::join(all, ", "));
}

}  // namespace

std::string number_text(double number) { return fmt::format("{}", number); }

std::string lineage_of(const Plan& plan, const Scene& scene) {
  std::string text = fmt::format("Model {} run on {}. Bands: {}. ", plan.model, scene.id(),
                                 bands_text(plan, scene));
  for (std::size_t i = 0; i < plan.steps.size(); ++i)
    text += fmt::format("{}. {}. ", i + 1, plan.steps[i]);
  text += fmt::format("Runtime {} on {}; padding {}", plan.runtime, plan.device, plan.tiles.pad);
  if (plan.tiles.per == Per::kAuto) {
    text += plan.tiles.is_exact ? "; tiles give what the whole scene at once gives"
                                : "; tiles differ from the whole scene at once";
  }
  text += '.';
  for (const std::string& note : plan.notes) text += fmt::format(" Note: {}.", note);
  return text;
}

}  // namespace stacmlm::run
