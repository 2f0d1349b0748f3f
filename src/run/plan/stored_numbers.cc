// SPDX-License-Identifier: Apache-2.0
// What stored numbers mean: scale and offset of the files, and the offset that Sentinel-2 has had
// since processing baseline 04.00.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

#include "json/read_text.h"
#include "run/plan/band_match.h"
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

/// The scene says that its numbers carry the offset, and not that it was taken off.
base::Result<bool> has_sentinel_offset(const SceneTime& time) {
  if (time.item.empty()) return false;
  json::Parser parser;
  json::Document document;
  STACMLM_TRY(const json::Value item, json::read_text(parser, time.item, document));
  const json::Value properties = item.find("properties");
  const json::Value baseline = properties.find("s2:processing_baseline");
  if (!baseline.is_string()) return false;
  const auto version = number_of(baseline.string());
  const json::Value applied = properties.find("earthsearch:boa_offset_applied");
  return version && *version >= 4 && !(applied.is_boolean() && applied.boolean());
}

/// Sentinel-2 has its offset in reflectances, and not in scene classes, water vapour and the like.
bool is_reflectance(const SceneBand& band, const Scene& scene) {
  if (!band.common_name.empty() || band.center_wavelength) return true;
  const std::string key = band_key(band.name.empty() ? scene.files[band.file].asset : band.name);
  return key.size() > 1 && key[0] == 'b' && key[1] >= '0' && key[1] <= '9';
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

/// The offset of Sentinel-2 in the scenes of a plan.
class SentinelOffset {
 public:
  static base::Result<SentinelOffset> look(const Scene& scene) {
    SentinelOffset all;
    for (const SceneTime& time : scene.times) {
      STACMLM_TRY(const bool has, has_sentinel_offset(time));
      all.has_.push_back(has);
      auto& paths = has ? all.with_ : all.without_;
      paths.push_back(time.path);
    }
    return all;
  }

  [[nodiscard]] bool is_anywhere() const { return !with_.empty(); }
  [[nodiscard]] bool is_mixed() const { return !with_.empty() && !without_.empty(); }
  /// Paths of the scenes that have it.
  [[nodiscard]] const std::vector<std::string>& with() const { return with_; }

  /// A number that the user gives is for this band: in scenes of Sentinel-2 for those that have
  /// the offset, elsewhere for all bands of the scene.
  [[nodiscard]] bool is_for(const BandUse& use, const Scene& scene) const {
    const SceneBand& band = scene.bands[use.band];
    if (use.match == BandMatch::kOpen || band.time == kEveryTime) return false;
    return with_.empty() || (has_[use.time] && is_reflectance(band, scene));
  }

 private:
  std::vector<bool> has_;  // of each time
  std::vector<std::string> with_;
  std::vector<std::string> without_;
};

/// Some band that has the offset does not get it with its scale.
bool is_left_in(const Planning& planning, const SentinelOffset& sentinel) {
  for (const InputPlan& input : planning.plan.inputs) {
    for (const BandUse& use : input.reads)
      if (sentinel.is_for(use, planning.scene) && use.offset == 0) return true;
  }
  return false;
}

void tell_mixed(Planning& planning, const SentinelOffset& sentinel, double offset) {
  if (!sentinel.is_mixed()) return;
  const std::string which = fmt::format("{}", fmt::join(sentinel.with(), ", "));
  planning.note(
      offset == 0
          ? fmt::format("processing baselines are mixed: numbers of {} are 1000 higher than those "
                        "of the other scenes",
                        which)
          : fmt::format("processing baselines are mixed: {:g} is added to the numbers of {} alone",
                        offset, which));
}

void add_offset(Planning& planning, const SentinelOffset& sentinel, double offset) {
  std::vector<std::string> left;
  for (InputPlan& input : planning.plan.inputs) {
    for (BandUse& use : input.reads) {
      if (use.match == BandMatch::kOpen) continue;
      const SceneBand& band = planning.scene.bands[use.band];
      if (sentinel.is_for(use, planning.scene)) {
        use.offset += use.scale * offset;
      } else if (band.time != kEveryTime && !is_reflectance(band, planning.scene) &&
                 std::ranges::find(left, use.wanted) == left.end()) {
        left.push_back(use.wanted);
      }
    }
  }
  if (sentinel.is_anywhere() && !left.empty()) {
    planning.note(
        fmt::format("{:g} is added to reflectances, and not to {}", offset, fmt::join(left, ", ")));
  }
}

}  // namespace

base::Result<void> plan_stored_numbers(Planning& planning) {
  const std::string& asked = planning.options.dn_offset;
  plan_scale(planning);
  const std::optional<double> number = asked == "none" ? 0 : number_of(asked);
  if (asked != "auto" && !number) {
    return base::fail(base::ErrorKind::kInvalidArgument,
                      fmt::format("--dn-offset {}: auto, none or a number", asked));
  }
  STACMLM_TRY(const SentinelOffset sentinel, SentinelOffset::look(planning.scene));
  if (!number) {
    if (is_left_in(planning, sentinel) && sentinel.is_anywhere()) {
      const std::string whose = planning.scene.times.size() == 1
                                    ? "the scene is"
                                    : fmt::format("{} {}", fmt::join(sentinel.with(), ", "),
                                                  sentinel.with().size() == 1 ? "is" : "are");
      planning.ask("",
                   whose +
                       " of processing baseline 04.00 or later, whose numbers are 1000 higher "
                       "than before: was the model made for those",
                   "--dn-offset", {"none", fmt::format("{:g}", kSentinelOffset)});
    }
    return {};
  }
  if (is_left_in(planning, sentinel)) tell_mixed(planning, sentinel, *number);
  if (*number != 0) add_offset(planning, sentinel, *number);
  return {};
}

}  // namespace stacmlm::run
