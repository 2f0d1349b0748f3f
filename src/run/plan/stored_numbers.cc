// SPDX-License-Identifier: Apache-2.0
// What stored numbers mean: scale and offset of the files, and the offset that Sentinel-2 has had
// since processing baseline 04.00.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>

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
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(number)) return {};
  return number;
}

/// What a scene says of the offset in its numbers.
enum class Carries { kUnknown, kNone, kTakenOff, kOffset };

base::Result<Carries> offset_in(const SceneTime& time) {
  if (time.item.empty()) return Carries::kUnknown;
  json::Parser parser;
  json::Document document;
  STACMLM_TRY(const json::Value item, json::read_text(parser, time.item, document));
  const json::Value properties = item.find("properties");
  const json::Value baseline = properties.find("s2:processing_baseline");
  const auto version = baseline.is_string() ? number_of(baseline.string()) : std::nullopt;
  if (!version) return Carries::kUnknown;
  if (*version < 4) return Carries::kNone;
  const json::Value applied = properties.find("earthsearch:boa_offset_applied");
  return applied.is_boolean() && applied.boolean() ? Carries::kTakenOff : Carries::kOffset;
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
                 "--scale", words_in(kScales));
  }
}

/// The offset of Sentinel-2 in the scenes of a plan.
class SentinelOffset {
 public:
  static base::Result<SentinelOffset> look(const Scene& scene) {
    SentinelOffset all;
    for (const SceneTime& time : scene.times) {
      STACMLM_TRY(const Carries carries, offset_in(time));
      all.times_.push_back(carries);
      if (carries == Carries::kOffset) all.with_.push_back(time.path);
    }
    return all;
  }

  [[nodiscard]] bool is_anywhere() const { return !with_.empty(); }
  [[nodiscard]] bool is_mixed() const { return is_anywhere() && with_.size() < times_.size(); }
  [[nodiscard]] bool is_all(Carries carries) const {
    return std::ranges::count(times_, carries) == std::ssize(times_);
  }
  /// Paths of the scenes that have it.
  [[nodiscard]] const std::vector<std::string>& with() const { return with_; }

  /// A number that the user gives is for this band. Where scenes say that they have the offset it
  /// is for their reflectances alone, and never for scenes of an older baseline.
  [[nodiscard]] bool is_for(const BandUse& use, const Scene& scene) const {
    const SceneBand& band = scene.bands[use.band];
    if (use.match == BandMatch::kOpen || band.time == kEveryTime) return false;
    if (times_[use.time] == Carries::kNone) return false;
    if (!is_anywhere()) return true;
    return times_[use.time] == Carries::kOffset && is_reflectance(band, scene);
  }

 private:
  std::vector<Carries> times_;
  std::vector<std::string> with_;
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
  const std::string which = fmt::format("{}", fmt::join(sentinel.with(), ", "));
  if (sentinel.is_mixed() && offset == 0) {
    planning.note(
        fmt::format("processing baselines are mixed: numbers of {} are 1000 higher than those of "
                    "the other scenes",
                    which));
  } else if (sentinel.is_mixed()) {
    planning.note(fmt::format(
        "processing baselines are mixed: {:g} is added to the numbers of {} alone", offset, which));
  } else if (offset != 0 && sentinel.is_all(Carries::kNone)) {
    planning.note(
        fmt::format("{:g} is not added: processing baselines before 04.00 have no offset", offset));
  } else if (offset != 0 && sentinel.is_all(Carries::kTakenOff)) {
    planning.note(
        fmt::format("{:g} is added, and the scene says that its offset was taken off", offset));
  }
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
    if (sentinel.is_anywhere() && is_left_in(planning, sentinel)) {
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
  if (*number != 0 || is_left_in(planning, sentinel)) tell_mixed(planning, sentinel, *number);
  if (*number != 0) add_offset(planning, sentinel, *number);
  return {};
}

}  // namespace stacmlm::run
