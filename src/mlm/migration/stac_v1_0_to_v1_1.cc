// SPDX-License-Identifier: Apache-2.0
// STAC 1.1.0 has bands of its own: those of eo and raster 1.x become `properties.bands`, where the
// schema of MLM looks for them. That of STAC takes them there only if an asset has bands too, so
// assets keep their names.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "mlm/migration/steps.h"
#include "stacmlm/mlm/patterns.h"

namespace stacmlm::mlm::migration {
namespace {

using json::DraftNode;
using json::quote;

/// Members of a band that the new versions of eo and raster know; all others keep their key.
constexpr std::array<std::string_view, 10> kPrefixed = {"common_name",
                                                        "center_wavelength",
                                                        "full_width_half_max",
                                                        "solar_illumination",
                                                        "bits_per_sample",
                                                        "sampling",
                                                        "scale",
                                                        "offset",
                                                        "spatial_resolution",
                                                        "histogram"};

struct BandList {
  std::string_view key;
  std::string_view prefix;
  const json::Pattern* old_uri;
  std::string_view new_uri;
};

constexpr std::array<BandList, 2> kLists = {{
    {"eo:bands", "eo:", &kEoV1Uri, "https://stac-extensions.github.io/eo/v2.0.0/schema.json"},
    {"raster:bands", "raster:", &kRasterV1Uri,
     "https://stac-extensions.github.io/raster/v2.0.0/schema.json"},
}};

/// A band in the making: members in order, the first of a key counts.
class Band {
 public:
  void add(DraftNode& band, std::string_view prefix) {
    for (DraftNode* member : band.children()) {
      const bool is_prefixed = std::ranges::find(kPrefixed, member->key()) != kPrefixed.end();
      std::string key(is_prefixed ? prefix : std::string_view());
      key += member->key();
      const bool is_new =
          std::ranges::none_of(members_, [&](const auto& other) { return other.first == key; });
      if (is_new) members_.emplace_back(std::move(key), member->text());
    }
  }
  /// The band with its name alone; whole if it has none.
  [[nodiscard]] std::string name_only() const {
    for (const auto& [key, value] : members_) {
      if (key == "name") return fmt::format(R"({{"name": {}}})", value);
    }
    return text();
  }
  [[nodiscard]] bool uses(std::string_view prefix) const {
    return std::ranges::any_of(
        members_, [&](const auto& member) { return member.first.starts_with(prefix); });
  }
  /// Every member of `other` stands here too.
  [[nodiscard]] bool covers(const Band& other) const {
    return std::ranges::all_of(other.members_, [&](const auto& member) {
      return std::ranges::find(members_, member) != members_.end();
    });
  }
  [[nodiscard]] std::string text() const {
    std::string text;
    for (const auto& [key, value] : members_)
      text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", quote(key), value);
    return fmt::format("{{{}}}", text);
  }

 private:
  std::vector<std::pair<std::string, std::string>> members_;
};

/// The bands that one place defines, eo and raster ones side by side; nothing if they do not match.
std::vector<Band> bands_of(DraftNode& holder) {
  std::vector<Band> bands;
  for (const BandList& list : kLists) {
    DraftNode* old = holder.find(list.key);
    if (old == nullptr || !old->is_array()) continue;
    if (!bands.empty() && bands.size() != old->size()) return {};
    bands.resize(old->size());
    for (std::size_t i = 0; i < old->size(); ++i) bands[i].add(*old->at(i), list.prefix);
  }
  return bands;
}

using BandText = std::string (Band::*)() const;

std::string list_of(const std::vector<Band>& bands, BandText text = &Band::text) {
  std::string list;
  for (const Band& band : bands) list += (list.empty() ? "" : ", ") + (band.*text)();
  return fmt::format("[{}]", list);
}

bool has_bands(DraftNode& holder) {
  return std::ranges::any_of(kLists, [&](const BandList& list) {
    DraftNode* bands = holder.find(list.key);
    return bands != nullptr && bands->is_array();
  });
}

void record_removal(ObjectMigration& migration, DraftNode& holder, const DraftNode& bands) {
  for (const BandList& list : kLists) {
    DraftNode* old = holder.find(list.key);
    if (old == nullptr) continue;
    migration.draft().remove(*old);
    migration.record(old, &bands, fmt::format("`{}` is now part of `bands`", list.key),
                     "STAC 1.1.0 has bands of its own");
  }
}

/// The most telling definition, which says all that the others say; nothing if there is none.
std::vector<Band> merged(const std::vector<DraftNode*>& holders) {
  std::vector<std::vector<Band>> lists;
  lists.reserve(holders.size());
  for (DraftNode* holder : holders) lists.push_back(bands_of(*holder));
  const auto best = std::ranges::max_element(
      lists, {}, [](const std::vector<Band>& bands) { return list_of(bands).size(); });
  const bool covers_all = std::ranges::all_of(lists, [&](const std::vector<Band>& bands) {
    return !bands.empty() && std::ranges::equal(*best, bands, [](const Band& a, const Band& b) {
      return a.covers(b);
    });
  });
  return covers_all ? *best : std::vector<Band>();
}

/// A Collection: each asset has its own.
std::vector<Band> migrate_asset_bands(ObjectMigration& migration,
                                      const std::vector<DraftNode*>& holders) {
  std::vector<Band> all;
  for (DraftNode* holder : holders) {
    const std::vector<Band> bands = bands_of(*holder);
    if (bands.empty() || holder->find("bands") != nullptr) {
      migration.needs_person(*holder, "the bands stay where they are",
                             "eo and raster define different numbers of them");
      continue;
    }
    record_removal(migration, *holder, migration.draft().set(*holder, "bands", list_of(bands)));
    all.insert(all.end(), bands.begin(), bands.end());
  }
  return all;
}

/// An Item: one list for all, and their names in the assets.
std::vector<Band> migrate_item_bands(ObjectMigration& migration, DraftNode& properties,
                                     const std::vector<DraftNode*>& holders) {
  std::vector<Band> bands = merged(holders);
  if (bands.empty() || properties.find("bands") != nullptr) {
    migration.needs_person(*holders.front(), "the bands stay where they are",
                           bands.empty() ? "assets define different bands, and one list has to do"
                                         : "`properties.bands` is there already");
    return {};
  }
  const DraftNode& list = migration.draft().set(properties, "bands", list_of(bands));
  for (DraftNode* holder : holders) {
    record_removal(migration, *holder, list);
    if (holder != &properties && holder->find("bands") == nullptr)
      migration.add(*holder, "bands", list_of(bands, &Band::name_only),
                    "the schema of STAC wants bands in an asset if the properties have them");
  }
  return bands;
}

/// Version 2 of the extension, if a band uses it.
void migrate_extensions(ObjectMigration& migration, const std::vector<Band>& bands) {
  for (DraftNode* entry : migration.extensions()) {
    for (const BandList& list : kLists) {
      if (!list.old_uri->matches(entry->string())) continue;
      const bool is_used =
          std::ranges::any_of(bands, [&](const Band& band) { return band.uses(list.prefix); });
      if (is_used) {
        migration.replace(*entry, quote(list.new_uri), "its bands are those of STAC 1.1.0 now");
      } else {
        migration.remove(*entry, "STAC 1.1.0 itself has all that its bands said");
      }
      break;
    }
  }
}

}  // namespace

void migrate_stac_v1_0_to_v1_1(ObjectMigration& migration) {
  DraftNode* version = migration.object().find("stac_version");
  if (version == nullptr || !version->equals("1.0.0")) return;
  migration.replace(*version, R"("1.1.0")", "it was asked for");
  std::vector<DraftNode*> holders = migration.holders();
  std::erase_if(holders, [](DraftNode* holder) { return !has_bands(*holder); });
  if (holders.empty()) return;
  DraftNode* properties = migration.properties();
  const std::vector<Band> bands = properties == nullptr
                                      ? migrate_asset_bands(migration, holders)
                                      : migrate_item_bands(migration, *properties, holders);
  if (!bands.empty() &&
      std::ranges::none_of(holders, [](DraftNode* holder) { return has_bands(*holder); }))
    migrate_extensions(migration, bands);
}

}  // namespace stacmlm::mlm::migration
