// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>

#include "rules/nearest.h"
#include "run/expression/expression.h"
#include "run/plan/band_match.h"
#include "run/plan/model_bands.h"
#include "run/plan/planning.h"
#include "run/preprocess/tensor_layout.h"

namespace stacmlm::run {
namespace {

/// A channel that is computed is found by its sources; a plain one is its own.
struct WantedChannel {
  ChannelPlan plan;
  json::Value expression;
  std::string field;
};

class BandFinder {
 public:
  BandFinder(Planning& planning, std::size_t index)
      : planning_(planning),
        index_(index),
        field_(input().field + ".bands"),
        known_(bands_of_model(planning.item, planning.asset)) {}

  base::Result<void> find() {
    STACMLM_TRY(std::vector<WantedChannel> channels, wanted());
    STACMLM_CHECK(check_count(channels.size()));
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
    tell_shared();
    return {};
  }

 private:
  [[nodiscard]] InputPlan& input() { return planning_.plan.inputs[index_]; }
  [[nodiscard]] const mlm::ModelInput& stated() const { return planning_.inputs[index_]; }
  [[nodiscard]] const Scene& scene() const { return planning_.scene; }

  base::Result<std::vector<WantedChannel>> wanted() {
    const auto list = stated().bands.value_or({});
    const auto count = static_cast<std::size_t>(list.size());
    std::vector<WantedChannel> channels;
    for (std::size_t i = 0; i < count; ++i) {
      const std::string field = fmt::format("{}[{}]", field_, i);
      const auto reference = list[i];
      const std::string_view name = reference ? (*reference).name.value_or("") : "";
      if (name.empty()) return refuse(field, "it has no name");
      WantedChannel channel{{std::string(name), {}, {}, {}, {}}, {}, field};
      if ((*reference).expression.raw().exists()) {
        channel.plan.format = (*reference).format.value_or("");
        channel.expression = (*reference).expression.raw();
        channel.plan.expression = channel.expression.is_string()
                                      ? std::string(channel.expression.string())
                                      : std::string(channel.expression.raw());
      }
      channels.push_back(std::move(channel));
    }
    if (count == 0) channels = unnamed();
    return channels;
  }

  /// Metadata that name no bands still tell how many there are.
  std::vector<WantedChannel> unnamed() {
    std::vector<WantedChannel> channels;
    for (std::int64_t i = 1; i <= std::clamp<std::int64_t>(stated_channels(), 0, 4096); ++i)
      channels.push_back({{std::to_string(i), {}, {}, {}, {}}, {}, field_});
    return channels;
  }

  [[nodiscard]] std::int64_t stated_channels() {
    const auto layout = tensor_layout(*stated().input, input().field);
    if (!layout) return -1;
    for (std::size_t i = 0; i < layout->axes.size(); ++i) {
      if (layout->axes[i] != Axis::kChannel) continue;
      return input().shape[i] > 0 ? input().shape[i] : layout->shape[i];
    }
    return 1;
  }

  base::Result<void> check_count(std::size_t named) {
    const std::int64_t stated = stated_channels();
    if (named == 0) return refuse(field_, "no bands are named, and their number is free");
    if (stated > 0 && stated != static_cast<std::int64_t>(named)) {
      return refuse(field_,
                    fmt::format("{} bands are named, and the model takes {}", named, stated));
    }
    return {};
  }

  base::Result<void> find_sources(WantedChannel& channel) {
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

  /// The place in `reads` of a band of the model.
  std::size_t read(const std::string& name, const std::string& field) {
    const auto known = std::ranges::find(input().reads, name, &BandUse::wanted);
    if (known != input().reads.end())
      return static_cast<std::size_t>(known - input().reads.begin());
    BandUse use;
    use.wanted = name;
    choose(use, field);
    input().reads.push_back(use);
    return input().reads.size() - 1;
  }

  void choose(BandUse& use, const std::string& field) {
    const auto option = std::ranges::find(planning_.options.bands, use.wanted,
                                          [](const auto& pair) { return pair.first; });
    if (option != planning_.options.bands.end()) return choose_called(use, option->second, field);
    const std::size_t position = input().reads.size();
    if (planning_.options.bands_by_position && position < scene().bands.size()) {
      use.band = position;
      use.match = BandMatch::kPosition;
      return;
    }
    WantedBand wanted{use.wanted, {}, {}};
    const auto known = std::ranges::find(known_, use.wanted, &WantedBand::name);
    if (known != known_.end()) wanted = *known;
    const BandCandidates found = match_band(wanted, scene());
    if (found.bands.size() == 1) {
      use.band = found.bands.front();
      use.match = found.match;
      return;
    }
    ask(use, field, found.bands,
        found.bands.empty() ? fmt::format("no band of the scene is {}", rules::shown(use.wanted))
                            : fmt::format("{} bands of the scene are {} by {}", found.bands.size(),
                                          rules::shown(use.wanted), name_of(found.match)));
  }

  void choose_called(BandUse& use, const std::string& called, const std::string& field) {
    const auto meant = bands_called(called, scene());
    if (meant.size() == 1) {
      use.band = meant.front();
      use.match = BandMatch::kOption;
      return;
    }
    ask(use, field, meant,
        fmt::format("{} bands of the scene are {}", meant.empty() ? "no" : "several",
                    rules::shown(called)));
  }

  void ask(const BandUse& use, const std::string& field, std::vector<std::size_t> bands,
           std::string what) {
    if (bands.empty()) {
      for (std::size_t i = 0; i < scene().bands.size(); ++i) bands.push_back(i);
    }
    std::vector<std::string> choices;
    for (const std::size_t band : bands) choices.push_back(call_of(band, scene()));
    planning_.ask(field, std::move(what), fmt::format("--band {}=", use.wanted),
                  std::move(choices));
  }

  /// One band for two of the model's is a mistake as often as not.
  void tell_shared() {
    for (std::size_t i = 0; i < input().reads.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        const BandUse& one = input().reads[j];
        const BandUse& other = input().reads[i];
        if (one.band != other.band || one.match == BandMatch::kOpen ||
            other.match == BandMatch::kOpen || other.match == BandMatch::kOption) {
          continue;
        }
        ask(other, field_, {},
            fmt::format("{} and {} would both be band {}", rules::shown(one.wanted),
                        rules::shown(other.wanted), call_of(one.band, scene())));
      }
    }
  }

  Planning& planning_;
  std::size_t index_;
  std::string field_;
  std::vector<WantedBand> known_;
};

/// Bands of options that no input has are mistakes.
base::Result<void> check_options(const Planning& planning) {
  std::vector<std::string_view> names;
  for (const InputPlan& input : planning.plan.inputs) {
    for (const BandUse& use : input.reads) names.push_back(use.wanted);
  }
  for (const auto& [name, called] : planning.options.bands) {
    if (std::ranges::find(names, name) != names.end()) continue;
    const std::string cure = rules::did_you_mean(name, names);
    return base::fail(base::ErrorKind::kInvalidArgument,
                      fmt::format("--band {}={}: the model has no such band{}{}", name, called,
                                  cure.empty() ? "; it has " : "; ",
                                  cure.empty() ? fmt::format("{}", fmt::join(names, ", ")) : cure));
  }
  return {};
}

}  // namespace

base::Result<void> find_bands(Planning& planning) {
  for (std::size_t i = 0; i < planning.inputs.size(); ++i) {
    STACMLM_CHECK(BandFinder(planning, i).find());
  }
  return check_options(planning);
}

}  // namespace stacmlm::run
