// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "rules/nearest.h"
#include "run/expression/expression.h"
#include "run/plan/band_match.h"
#include "run/plan/model_bands.h"
#include "run/plan/planning.h"
#include "run/plan/wanted_channels.h"

namespace stacmlm::run {
namespace {

class BandFinder {
 public:
  BandFinder(Planning& planning, std::size_t index)
      : planning_(planning),
        index_(index),
        field_(input().field + ".bands"),
        known_(bands_of_model(planning.item, planning.asset)) {}

  base::Result<void> find() {
    STACMLM_CHECK(choose_time());
    STACMLM_TRY(std::vector<WantedChannel> channels, wanted_channels(stated(), input()));
    // Plain bands first: letters of gdal-calc count them.
    for (WantedChannel& channel : channels) {
      if (channel.plan.format.empty())
        channel.plan.sources = {read(channel.plan.name, channel.field)};
    }
    for (WantedChannel& channel : channels) {
      if (channel.plan.format.empty()) continue;
      STACMLM_CHECK(find_sources(channel));
    }
    for (WantedChannel& channel : channels) input().channels.push_back(std::move(channel.plan));
    read_later_times();
    tell_shared();
    ask_for_time();
    return {};
  }

 private:
  [[nodiscard]] InputPlan& input() { return planning_.plan.inputs[index_]; }
  [[nodiscard]] const mlm::ModelInput& stated() const { return planning_.inputs[index_]; }
  [[nodiscard]] const Scene& scene() const { return planning_.scene; }

  base::Result<void> find_sources(WantedChannel& channel) {
    if (channel.plan.format == "python" && planning_.options.allow_external)
      return find_external(channel);
    STACMLM_TRY(const auto names, names_in(channel.plan.format, channel.expression, channel.field));
    for (const std::string& name : names) channel.plan.sources.push_back(read(name, channel.field));
    if (names.empty()) {  // letters
      for (std::size_t i = 0; i < input().reads.size(); ++i) channel.plan.sources.push_back(i);
    }
    std::vector<std::string> bands;
    for (const BandUse& use : input().reads) bands.push_back(use.wanted);
    STACMLM_TRY(const Expression compiled,
                compile_expression(channel.plan.format, channel.expression, bands, channel.field));
    channel.plan.sources = compiled.inputs();
    return {};
  }

  /// A function in Python is given all plain bands of the input.
  base::Result<void> find_external(WantedChannel& channel) {
    const std::string& function = channel.plan.expression;
    const auto colon = function.find(':');
    const bool is_named = colon != std::string::npos && colon > 0 && colon + 1 < function.size();
    if (!channel.expression.is_string() || !is_named)
      return refuse(channel.field + ".expression", "it is no `package.module:function`");
    if (input().reads.empty())
      return refuse(channel.field + ".expression", "the input has no plain band to give to it");
    channel.plan.is_external = true;
    for (std::size_t i = 0; i < input().reads.size(); ++i) channel.plan.sources.push_back(i);
    planning_.note(fmt::format("{} is worked out by a program of others, tile by tile: python `{}`",
                               rules::shown(channel.plan.name), function));
    return {};
  }

  /// The scene of a series that feeds an input without a time dimension.
  base::Result<void> choose_time() {
    for (const auto& [name, number] : planning_.options.times) {
      if (!is_input_called(name)) continue;
      std::size_t at = 0;
      const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), at);
      const std::size_t count = scene().times.size();
      const bool is_number = error == std::errc() && end == number.data() + number.size();
      if (!is_number || at < 1 || at > count || input().times > 1) {
        return base::fail(
            base::ErrorKind::kInvalidArgument,
            input().times > 1
                ? fmt::format("--time {}={}: the input takes all times", name, number)
                : fmt::format("--time {}={}: the series has scenes 1 to {}", name, number, count));
      }
      input().first_time = at - 1;
      has_chosen_time_ = true;
    }
    return {};
  }

  void ask_for_time() {
    const bool takes_all = input().times == scene().times.size();
    const bool is_of_one = std::ranges::any_of(input().reads, [&](const BandUse& use) {
      return use.match == BandMatch::kOpen || scene().bands[use.band].time != kEveryTime;
    });
    if (takes_all || has_chosen_time_ || !is_of_one) return;
    std::vector<std::string> choices;
    for (std::size_t i = 1; i <= scene().times.size(); ++i) choices.push_back(std::to_string(i));
    planning_.ask(input().field,
                  fmt::format("the series has {} scenes, oldest first, and the input takes one",
                              scene().times.size()),
                  fmt::format("--time {}=", input().tensor), std::move(choices));
  }

  /// What is read at the first time, at the others.
  void read_later_times() {
    const std::vector<BandUse> first = input().reads;
    for (std::size_t i = 1; i < input().times; ++i) {
      for (const BandUse& use : first) read_at(input().first_time + i, use.wanted, field_);
    }
  }

  /// The place in `reads` of a band of the model.
  std::size_t read(const std::string& name, const std::string& field) {
    const auto known = std::ranges::find(input().reads, name, &BandUse::wanted);
    if (known != input().reads.end())
      return static_cast<std::size_t>(known - input().reads.begin());
    read_at(input().first_time, name, field);
    return input().reads.size() - 1;
  }

  void read_at(std::size_t time, const std::string& name, const std::string& field) {
    BandUse use;
    use.wanted = name;
    use.time = time;
    choose(use, field);
    input().reads.push_back(use);
  }

  /// Bands of the scene that were read before `use` at its time, over all inputs.
  [[nodiscard]] std::size_t position_of(const BandUse& use) const {
    std::size_t count = 0;
    for (const InputPlan& each : planning_.plan.inputs) {
      count += static_cast<std::size_t>(std::ranges::count(each.reads, use.time, &BandUse::time));
    }
    return count;
  }

  void choose(BandUse& use, const std::string& field) {
    if (const std::string* called = answer_for(use.wanted)) {
      return choose_called(use, *called, field);
    }
    if (planning_.options.bands_by_position) {
      const auto bands = bands_at(use.time);
      const std::size_t position = position_of(use);
      if (position < bands.size()) {
        use.band = bands[position];
        use.match = BandMatch::kPosition;
        return;
      }
    }
    WantedBand wanted{use.wanted, {}, {}};
    const auto known = known_.find(use.wanted);
    if (known != known_.end()) wanted = known->second;
    const BandCandidates found = match_band(wanted, scene(), use.time);
    if (found.bands.size() == 1) {
      use.band = found.bands.front();
      use.match = found.match;
      return;
    }
    ask(use, field, found.bands,
        found.bands.empty()
            ? fmt::format("no band of {} is {}", scene_text(use), rules::shown(use.wanted))
            : fmt::format("{} bands of {} are {} by {}", found.bands.size(), scene_text(use),
                          rules::shown(use.wanted), name_of(found.match)));
  }

  void choose_called(BandUse& use, const std::string& called, const std::string& field) {
    const auto meant = bands_called(called, scene(), use.time);
    if (meant.size() == 1) {
      use.band = meant.front();
      use.match = BandMatch::kOption;
      return;
    }
    ask(use, field, meant,
        fmt::format("{} bands of {} are {}", meant.empty() ? "no" : "several", scene_text(use),
                    rules::shown(called)));
  }

  [[nodiscard]] std::string scene_text(const BandUse& use) const {
    return scene().times.size() == 1 ? "the scene" : scene().times[use.time].path;
  }

  [[nodiscard]] std::vector<std::size_t> bands_at(std::size_t time) const {
    std::vector<std::size_t> bands;
    for (std::size_t i = 0; i < scene().bands.size(); ++i) {
      if (scene().bands[i].is_of(time)) bands.push_back(i);
    }
    return bands;
  }

  /// An input is called by its name in the metadata or in the file.
  [[nodiscard]] bool is_input_called(std::string_view name) const {
    return name == planning_.plan.inputs[index_].tensor || name == stated().name.value_or("");
  }

  /// What `--band` says of a band of this input; null: nothing.
  [[nodiscard]] const std::string* answer_for(const std::string& wanted) const {
    const std::string* answer = nullptr;
    for (const auto& [name, called] : planning_.options.bands) {
      const bool is_meant =
          name.ends_with("/" + wanted) &&
          is_input_called(std::string_view(name).substr(0, name.size() - wanted.size() - 1));
      if (is_meant) return &called;
      if (name == wanted) answer = &called;
    }
    return answer;
  }

  /// Another input names a band of that name, too.
  [[nodiscard]] bool is_wanted_elsewhere(const std::string& wanted) const {
    for (std::size_t i = 0; i < planning_.inputs.size(); ++i) {
      if (i == index_) continue;
      for (const auto each : planning_.inputs[i].bands.value_or({}))
        if (each && (*each).name.value_or("") == wanted) return true;
    }
    return false;
  }

  void ask(const BandUse& use, const std::string& field, std::vector<std::size_t> bands,
           std::string what) {
    if (bands.empty()) bands = bands_at(use.time);
    std::vector<std::string> choices;
    choices.reserve(bands.size());
    for (const std::size_t band : bands) choices.push_back(call_of(band, scene()));
    planning_.ask(field, std::move(what),
                  is_wanted_elsewhere(use.wanted)
                      ? fmt::format("--band {}/{}=", input().tensor, use.wanted)
                      : fmt::format("--band {}=", use.wanted),
                  std::move(choices));
  }

  /// One band for two of the model's is a mistake as often as not.
  void tell_shared() {
    for (std::size_t time = 0; time < input().times; ++time) {
      const auto reads = input().reads_of(time);
      for (std::size_t i = 0; i < reads.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) tell_shared(reads[j], reads[i]);
      }
    }
  }

  void tell_shared(const BandUse& one, const BandUse& other) {
    if (one.band != other.band || one.match == BandMatch::kOpen ||
        other.match == BandMatch::kOpen || other.match == BandMatch::kOption) {
      return;
    }
    ask(other, field_, {},
        fmt::format("{} and {} would both be band {}", rules::shown(one.wanted),
                    rules::shown(other.wanted), call_of(one.band, scene())));
  }

  Planning& planning_;
  std::size_t index_;
  std::string field_;
  std::unordered_map<std::string, WantedBand> known_;
  bool has_chosen_time_ = false;
};

}  // namespace

base::Result<void> find_bands(Planning& planning) {
  for (std::size_t i = 0; i < planning.inputs.size(); ++i) {
    STACMLM_CHECK(BandFinder(planning, i).find());
  }
  return check_band_options(planning);
}

}  // namespace stacmlm::run
