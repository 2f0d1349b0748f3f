// SPDX-License-Identifier: Apache-2.0
// Since 1.3.0 the bands that an input names have to be described, with their names.
#include <fmt/format.h>

#include <algorithm>

#include "mlm/migration/steps.h"

namespace stacmlm::mlm::migration {
namespace {

using json::DraftNode;

bool is_named(DraftNode* band) {
  DraftNode* name = band->find("name");
  return name != nullptr && name->is_string() && !name->string().empty();
}

/// The names in `bands` of the only input, or nothing.
std::vector<std::string> band_names(ObjectMigration& migration) {
  std::vector<std::string> names;
  const auto inputs = migration.tensors("mlm:input");
  DraftNode* bands = inputs.size() == 1 ? inputs.front()->find("bands") : nullptr;
  if (bands == nullptr || !bands->is_array()) return names;
  for (DraftNode* band : bands->children()) {
    DraftNode* name = band->is_object() ? band->find("name") : band;
    if (name == nullptr || !name->is_string()) return {};
    names.emplace_back(name->string());
  }
  return names;
}

void name_bands(ObjectMigration& migration, DraftNode& bands) {
  const bool all_named = std::ranges::all_of(bands.children(), is_named);
  if (all_named) return;
  const auto names = band_names(migration);
  const bool none_named = std::ranges::none_of(
      bands.children(), [](DraftNode* band) { return !band->is_object() || band->find("name"); });
  if (!none_named || names.size() != bands.size()) {
    migration.needs_person(bands, "not every entry of `raster:bands` has a name",
                           "their number is not that of the bands that the input names");
    return;
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    migration.add(*bands.children()[i], "name", json::quote(names[i]),
                  "entries of `raster:bands` need a name; they are as many as the input's bands");
  }
}

bool has_list(DraftNode* holder, std::string_view key) {
  DraftNode* list = holder == nullptr ? nullptr : holder->find(key);
  return list != nullptr && list->is_array() && list->size() > 0;
}

bool lists_extension(ObjectMigration& migration, std::string_view prefix) {
  return std::ranges::any_of(migration.extensions(), [&](const DraftNode* entry) {
    return entry->string().starts_with(prefix);
  });
}

/// The three ways that the schema knows.
bool describes_bands(ObjectMigration& migration) {
  const auto assets = migration.model_assets();
  const auto on_all_assets = [&](std::string_view key) {
    return !assets.empty() &&
           std::ranges::all_of(assets, [&](DraftNode* asset) { return has_list(asset, key); });
  };
  DraftNode* properties = migration.properties();
  if (lists_extension(migration, "https://stac-extensions.github.io/raster/v1") &&
      on_all_assets("raster:bands"))
    return true;
  if (lists_extension(migration, "https://stac-extensions.github.io/eo/v1") &&
      (has_list(properties, "eo:bands") || on_all_assets("eo:bands")))
    return true;
  return has_list(properties, "bands");
}

void ask_for_descriptions(ObjectMigration& migration) {
  const auto inputs = migration.tensors("mlm:input");
  const auto names_bands = [](DraftNode* input) { return has_list(input, "bands"); };
  if (inputs.empty() || !std::ranges::all_of(inputs, names_bands) || describes_bands(migration))
    return;
  migration.needs_person(*inputs.front()->find("bands"), "nothing describes the bands named here",
                         "since MLM 1.3.0 each model asset needs `raster:bands` or `eo:bands` with "
                         "their names, and the extension declared");
}

}  // namespace

void migrate_v1_2_to_v1_3(ObjectMigration& migration) {
  for (DraftNode* asset : migration.model_assets()) {
    DraftNode* bands = asset->find("raster:bands");
    if (bands != nullptr && bands->is_array() && bands->size() > 0) name_bands(migration, *bands);
  }
  ask_for_descriptions(migration);
}

}  // namespace stacmlm::mlm::migration
