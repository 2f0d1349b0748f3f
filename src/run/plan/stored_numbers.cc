// SPDX-License-Identifier: Apache-2.0
// What stored numbers mean: scale and offset of the files, and the offset that Sentinel-2 has had
// since processing baseline 04.00.
#include <fmt/format.h>

#include <charconv>

#include "json/read_text.h"
#include "run/plan/planning.h"
#include "run/plan/value_text.h"

namespace stacmlm::run {
namespace {

constexpr double kSentinelOffset = -1000;

std::optional<double> number_of(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  return number;
}

/// The Item says that its numbers carry the offset, and not that it was taken off.
bool has_sentinel_offset(json::Value properties) {
  const json::Value baseline = properties.find("s2:processing_baseline");
  if (!baseline.is_string()) return false;
  const auto version = number_of(baseline.string());
  const json::Value applied = properties.find("earthsearch:boa_offset_applied");
  return version && *version >= 4 && !(applied.is_boolean() && applied.boolean());
}

bool says_scale(const SceneBand& band) {
  return band.scale.value_or(1) != 1 || band.offset.value_or(0) != 0;
}

/// `first`: what the first band says that says something.
void take_scale(BandUse& use, const Planning& planning, std::string& first) {
  const SceneBand& band = planning.scene.bands[use.band];
  if (use.match == BandMatch::kOpen || !says_scale(band)) return;
  if (first.empty()) {
    first = value_text(band.scale.value_or(1), band.offset.value_or(0));
  }
  if (planning.options.scale != "apply") return;
  use.scale = band.scale.value_or(1);
  use.offset = band.offset.value_or(0);
}

void plan_scale(Planning& planning) {
  const PlanOptions& options = planning.options;
  std::string first;
  for (InputPlan& input : planning.plan.inputs) {
    for (BandUse& use : input.reads) take_scale(use, planning, first);
  }
  if (!first.empty() && options.scale.empty()) {
    planning.ask("",
                 fmt::format("the scene states that values are {}: does the model want those, "
                             "or the numbers as they are stored",
                             first),
                 "--scale", {"apply", "none"});
  }
}

}  // namespace

base::Result<void> plan_stored_numbers(Planning& planning) {
  const std::string& asked = planning.options.dn_offset;
  plan_scale(planning);
  if (asked == "none") return {};
  std::optional<double> offset = number_of(asked);
  if (asked != "auto" && !offset) {
    return base::fail(base::ErrorKind::kInvalidArgument,
                      fmt::format("--dn-offset {}: auto, none or a number", asked));
  }
  if (const std::string& text = planning.scene.times.front().item; !offset && !text.empty()) {
    json::Parser parser;
    json::Document document;
    STACMLM_TRY(const json::Value item, json::read_text(parser, text, document));
    if (has_sentinel_offset(item.find("properties")) && planning.options.scale != "apply") {
      planning.ask("",
                   "the scene is of processing baseline 04.00 or later, whose numbers are 1000 "
                   "higher than before: was the model made for those",
                   "--dn-offset", {"none", fmt::format("{:g}", kSentinelOffset)});
    }
  }
  if (!offset || *offset == 0) return {};
  for (InputPlan& input : planning.plan.inputs) {
    for (BandUse& use : input.reads) use.offset += use.scale * *offset;
  }
  return {};
}

}  // namespace stacmlm::run
