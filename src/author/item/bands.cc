// SPDX-License-Identifier: Apache-2.0
// Which bands a model uses, and how they are described.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "author/item/item_draft.h"
#include "rules/nearest.h"
#include "stacmlm/json/patch.h"

namespace stacmlm::author {
namespace {

std::vector<std::string_view> names_of(const Sensor& sensor) {
  std::vector<std::string_view> names;
  for (const SensorBand& band : sensor.bands) names.push_back(band.name);
  return names;
}

std::string meant(std::string_view word, const std::vector<std::string_view>& names) {
  constexpr std::size_t kMostShown = 40;
  const std::string cure = rules::did_you_mean(word, names);
  if (cure.empty() && names.size() > kMostShown) return fmt::format("there are {}", names.size());
  return cure.empty() ? fmt::format("there are {}", fmt::join(names, ", ")) : cure;
}

/// Collects the bands that inputs or outputs name, each once.
class BandNames {
 public:
  void add(json::Value tensors) {
    for (const json::Value tensor : tensors.elements()) {
      for (const json::Value band : tensor.find("bands").elements()) {
        const json::Value name = band.is_object() ? band.find("name") : band;
        if (name.is_string()) add(name.string(), band.find("expression").exists());
      }
    }
  }
  std::vector<UsedBand> bands;

 private:
  /// What is computed in one place may be taken as it is in another.
  void add(std::string_view name, bool is_computed) {
    const auto [found, is_new] = places_.try_emplace(name, bands.size());
    if (is_new) {
      bands.push_back({.name = std::string(name), .is_computed = is_computed});
    } else if (!is_computed) {
      bands[found->second].is_computed = false;
    }
  }

  std::unordered_map<std::string_view, std::size_t> places_;
};

ItemResult<void> add_band(ItemDraft& draft, UsedBand band, const Sensor* sensor) {
  if (sensor != nullptr && !band.is_computed) {
    band.known = find_band(*sensor, band.name);
    if (band.known == nullptr)
      return refuse("bands",
                    fmt::format("{} has no band {}; {}", sensor->name, rules::shown(band.name),
                                meant(band.name, names_of(*sensor))));
  }
  draft.bands.push_back(std::move(band));
  return {};
}

bool is_computed(const UsedBand& band) { return band.is_computed; }

using Index = std::unordered_map<std::string_view, std::size_t>;

Index index_of(const std::vector<UsedBand>& bands) {
  Index index;
  for (std::size_t i = 0; i < bands.size(); ++i) {
    index.emplace(bands[i].name, i);
    // ... by the sensor's name, too, should the model call it by its common name.
    if (bands[i].known != nullptr) index.emplace(bands[i].known->name, i);
  }
  return index;
}

/// Rows for other bands of the sensor are left out: a file may tell of all that it has.
ItemResult<void> match_by_name(ItemDraft& draft, const Sensor* sensor) {
  const StatisticsFile& file = draft.options.statistics;
  const Index index = index_of(draft.bands);
  for (const BandStatistics& row : file.bands) {
    const SensorBand* known = sensor == nullptr ? nullptr : find_band(*sensor, row.band);
    auto used = index.find(row.band);
    if (used == index.end() && known != nullptr) used = index.find(known->name);
    if (used != index.end()) {
      draft.bands[used->second].statistics = &row;
    } else if (known == nullptr && !file.may_have_more) {
      std::vector<std::string_view> names;
      for (const UsedBand& band : draft.bands) names.push_back(band.name);
      return refuse_statistics(file, row.line,
                               fmt::format("the model has no band {}; {}", rules::shown(row.band),
                                           meant(row.band, names)));
    }
  }
  return {};
}

ItemResult<void> match_statistics(ItemDraft& draft, const Sensor* sensor) {
  const StatisticsFile& file = draft.options.statistics;
  if (file.bands.empty() || draft.bands.empty()) return {};
  if (!file.bands.front().band.empty()) {
    if (auto matched = match_by_name(draft, sensor); !matched) return matched;
  } else if (file.bands.size() != draft.input_bands) {
    return refuse_statistics(file, file.bands.back().line,
                             fmt::format("the number of bands is {}, that of the model {}",
                                         file.bands.size(), draft.input_bands));
  } else {
    for (std::size_t i = 0; i < file.bands.size(); ++i) draft.bands[i].statistics = &file.bands[i];
  }
  return {};
}

std::string statistics_of(const BandStatistics& numbers) {
  JsonObject object;
  const auto add = [&](std::string_view key, const std::string& number) {
    if (!number.empty()) object.add(key, number);
  };
  add("mean", numbers.mean);
  add("minimum", numbers.minimum);
  add("maximum", numbers.maximum);
  add("stddev", numbers.stddev);
  add("valid_percent", numbers.valid_percent);
  return object.text();
}

void add_number(JsonObject& object, std::string_view key, double number) {
  if (number != 0) object.add(key, fmt::format("{}", number));
}

void add_text(JsonObject& object, std::string_view key, std::string_view text) {
  if (!text.empty()) object.add(key, json::quote(text));
}

bool is_optical(const UsedBand& band) {
  return band.known != nullptr &&
         (!band.known->common_name.empty() || band.known->center_wavelength != 0);
}

JsonObject named(const UsedBand& band) {
  JsonObject object;
  object.add("name", json::quote(band.name));
  return object;
}

std::string eo_band(const UsedBand& band) {
  JsonObject object = named(band);
  if (band.known != nullptr) {
    add_text(object, "common_name", band.known->common_name);
    add_text(object, "description", band.known->description);
    add_number(object, "center_wavelength", band.known->center_wavelength);
    add_number(object, "full_width_half_max", band.known->full_width_half_max);
  }
  return object.text();
}

std::string raster_band(const UsedBand& band) {
  JsonObject object = named(band);
  if (band.known != nullptr) {
    const double pixel = band.known->pixel_size != 0 ? band.known->pixel_size : band.known->gsd;
    add_number(object, "spatial_resolution", pixel);
  }
  if (band.statistics != nullptr) object.add("statistics", statistics_of(*band.statistics));
  return object.text();
}

std::string core_band(const UsedBand& band) {
  JsonObject object = named(band);
  if (const SensorBand* known = band.known) {
    const bool is_narrower = !known->common_name_v2.empty();
    add_text(object, "description", known->description);
    add_text(object, "eo:common_name", is_narrower ? known->common_name_v2 : known->common_name);
    add_number(object, "eo:center_wavelength", known->center_wavelength);
    add_number(object, "eo:full_width_half_max", known->full_width_half_max);
    add_number(object, "gsd", known->gsd);
  }
  if (band.statistics != nullptr) object.add("statistics", statistics_of(*band.statistics));
  return object.text();
}

std::string name_only(const UsedBand& band) { return named(band).text(); }

std::string list_of_bands(const std::vector<UsedBand>& bands,
                          std::string (*text)(const UsedBand&)) {
  std::vector<std::string> texts;
  texts.reserve(bands.size());
  for (const UsedBand& band : bands) texts.push_back(text(band));
  return list_of(texts);
}

void tell_sensor(JsonObject& properties, const Sensor& sensor) {
  const auto add = [&](std::string_view key, std::string_view text) {
    if (!text.empty() && !properties.has(key)) properties.add(key, json::quote(text));
  };
  add("platform", sensor.platform);
  add("constellation", sensor.constellation);
  if (!sensor.instruments.empty() && !properties.has("instruments"))
    properties.add("instruments",
                   list_of_texts({sensor.instruments.begin(), sensor.instruments.end()}));
}

}  // namespace

tl::unexpected<OptionError> refuse_statistics(const StatisticsFile& file, std::uint32_t line,
                                              std::string_view why) {
  return tl::unexpected(OptionError(
      {base::ErrorKind::kInvalidArgument, fmt::format("{}:{}: {}", file.name, line, why)},
      &item_option("bands")));
}

ItemResult<void> find_bands(ItemDraft& draft) {
  const NewItemOptions& options = draft.options;
  const Sensor* sensor = options.sensor.empty() ? nullptr : find_sensor(options.sensor);
  const bool is_given = draft.given.property("mlm:input").exists();
  std::vector<std::string_view> names(options.bands.begin(), options.bands.end());
  if (names.empty() && sensor != nullptr && !is_given) names = names_of(*sensor);
  draft.input_bands = names.size();
  BandNames used;
  for (const std::string_view name : names) used.bands.push_back({.name = std::string(name)});
  if (names.empty()) {
    used.add(draft.given.property("mlm:input"));
    draft.input_bands = used.bands.size();
    used.add(draft.given.property("mlm:output"));
    // An input that is made here takes bands as they are.
    if (!is_given) std::erase_if(used.bands, &is_computed);
  }
  for (UsedBand& band : used.bands) {
    if (band.name.empty()) return refuse("bands", "a band has no name");
    if (auto added = add_band(draft, std::move(band), sensor); !added) return added;
  }
  // Bands of an option are written as the sensor names them; inputs that are given stay.
  std::unordered_set<std::string_view> seen;
  for (UsedBand& band : draft.bands) {
    if (!is_given && band.known != nullptr) band.name = band.known->name;
    if (!seen.insert(band.name).second)
      return refuse("bands", fmt::format("{} stands there twice", rules::shown(band.name)));
  }
  if (sensor != nullptr) tell_sensor(draft.given.properties, *sensor);
  return match_statistics(draft, sensor);
}

void describe_bands(ItemDraft& draft, JsonObject& asset) {
  JsonObject& properties = draft.given.properties;
  const auto is_described = [&](std::string_view key) {
    return properties.has(key) || asset.has(key);
  };
  const bool is_told = !draft.options.sensor.empty() || !draft.options.statistics.bands.empty();
  const bool is_given =
      is_described("bands") || is_described("eo:bands") || is_described("raster:bands");
  std::vector<UsedBand> bands = draft.bands;
  std::erase_if(bands, &is_computed);
  if (bands.empty()) return;
  if (is_given && !is_told) {
    // What the properties describe, assets name.
    for (const std::string_view key : {"bands", "eo:bands"}) {
      if (properties.has(key) && !asset.has(key)) asset.set(key, list_of_bands(bands, &name_only));
    }
    return;
  }
  if (draft.is_stac_1_1()) {
    // Where MLM's schema looks; that of STAC takes them there only if an asset has bands as well.
    properties.set("bands", list_of_bands(bands, &core_band));
    asset.set("bands", list_of_bands(bands, &name_only));
    return;
  }
  if (std::ranges::any_of(bands, &is_optical))
    asset.set("eo:bands", list_of_bands(bands, &eo_band));
  asset.set("raster:bands", list_of_bands(bands, &raster_band));
}

}  // namespace stacmlm::author
