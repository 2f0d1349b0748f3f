// SPDX-License-Identifier: Apache-2.0
// Which bands a model uses, and how they are described.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

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

/// Collects the names that inputs or outputs give to bands that they do not compute, each once.
class BandNames {
 public:
  void add(json::Value tensors) {
    for (const json::Value tensor : tensors.elements()) {
      for (const json::Value band : tensor.find("bands").elements()) {
        const bool is_computed = band.find("expression").exists();
        const json::Value name = band.is_object() ? band.find("name") : band;
        if (!is_computed && name.is_string() && seen_.insert(name.string()).second)
          names.push_back(name.string());
      }
    }
  }
  std::vector<std::string_view> names;

 private:
  std::unordered_set<std::string_view> seen_;
};

base::Result<void> add_band(ItemDraft& draft, std::string_view name, const Sensor* sensor) {
  UsedBand band{std::string(name)};
  if (sensor != nullptr) {
    band.known = find_band(*sensor, name);
    if (band.known == nullptr)
      return refuse("bands", fmt::format("{} has no band {}; {}", sensor->name, rules::shown(name),
                                         meant(name, names_of(*sensor))));
  }
  draft.bands.push_back(std::move(band));
  return {};
}

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
base::Result<void> match_by_name(ItemDraft& draft, const Sensor* sensor) {
  const StatisticsFile& file = draft.options.statistics;
  const Index index = index_of(draft.bands);
  for (const BandStatistics& row : file.bands) {
    const SensorBand* known = sensor == nullptr ? nullptr : find_band(*sensor, row.band);
    auto used = index.find(row.band);
    if (used == index.end() && known != nullptr) used = index.find(known->name);
    if (used != index.end()) {
      draft.bands[used->second].statistics = &row;
    } else if (known == nullptr) {
      std::vector<std::string_view> names;
      for (const UsedBand& band : draft.bands) names.push_back(band.name);
      return base::fail(base::ErrorKind::kInvalidArgument,
                        fmt::format("{}:{}: the model has no band {}; {}", file.name, row.line,
                                    rules::shown(row.band), meant(row.band, names)));
    }
  }
  return {};
}

base::Result<void> match_statistics(ItemDraft& draft, const Sensor* sensor) {
  const StatisticsFile& file = draft.options.statistics;
  if (file.bands.empty() || draft.bands.empty()) return {};
  if (!file.bands.front().band.empty()) {
    if (auto matched = match_by_name(draft, sensor); !matched) return matched;
  } else if (file.bands.size() != draft.input_bands) {
    return base::fail(
        base::ErrorKind::kInvalidArgument,
        fmt::format("{}:{}: the number of bands is {}, that of the model {}", file.name,
                    file.bands.back().line, file.bands.size(), draft.input_bands));
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

base::Result<void> find_bands(ItemDraft& draft) {
  const NewItemOptions& options = draft.options;
  const Sensor* sensor = options.sensor.empty() ? nullptr : find_sensor(options.sensor);
  const bool is_given = draft.given.property("mlm:input").exists();
  std::vector<std::string_view> names(options.bands.begin(), options.bands.end());
  if (names.empty() && sensor != nullptr && !is_given) names = names_of(*sensor);
  draft.input_bands = names.size();
  if (names.empty()) {
    BandNames in_model;
    in_model.add(draft.given.property("mlm:input"));
    draft.input_bands = in_model.names.size();
    in_model.add(draft.given.property("mlm:output"));
    names = in_model.names;
  }
  for (const std::string_view name : names) {
    if (name.empty()) return refuse("bands", "a band has no name");
    if (auto added = add_band(draft, name, sensor); !added) return added;
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
  if (draft.bands.empty()) return;
  if (is_given && !is_told) {
    // What the properties describe, assets name.
    for (const std::string_view key : {"bands", "eo:bands"}) {
      if (properties.has(key) && !asset.has(key))
        asset.set(key, list_of_bands(draft.bands, &name_only));
    }
    return;
  }
  if (draft.is_stac_1_1()) {
    // Where MLM's schema looks; that of STAC takes them there only if an asset has bands as well.
    properties.set("bands", list_of_bands(draft.bands, &core_band));
    asset.set("bands", list_of_bands(draft.bands, &name_only));
    return;
  }
  if (std::ranges::any_of(draft.bands, &is_optical))
    asset.set("eo:bands", list_of_bands(draft.bands, &eo_band));
  asset.set("raster:bands", list_of_bands(draft.bands, &raster_band));
}

}  // namespace stacmlm::author
