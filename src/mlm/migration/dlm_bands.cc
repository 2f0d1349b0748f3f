// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "mlm/migration/dlm.h"
#include "mlm/migration/legacy_fields.h"

namespace stacmlm::mlm::migration {
namespace {

using json::DraftNode;

bool describes_bands(DraftNode* holder) {
  return holder->find("bands") != nullptr || holder->find("eo:bands") != nullptr ||
         holder->find("raster:bands") != nullptr;
}

DraftNode* number_member(DraftNode& object, std::string_view first, std::string_view second) {
  for (const std::string_view key : {first, second}) {
    DraftNode* member = object.find(key);
    if (member != nullptr && member->is_number()) return member;
  }
  return nullptr;
}

/// The bands as `raster:bands`; nothing unless each has a name.
std::string raster_bands(DraftNode& data, DraftNode& useful) {
  std::string bands;
  for (DraftNode* band : useful.children()) {
    DraftNode* name = band->is_object() ? band->find("name") : nullptr;
    if (name == nullptr || !name->is_string() || name->string().empty()) return {};
    DraftNode* nodata = number_member(*band, "nodata", "nodata_value");
    if (nodata == nullptr) nodata = number_member(data, "nodata", "nodata_value");
    bands += fmt::format(R"({}{{"name": {}{}}})", bands.empty() ? "" : ", ", name->text(),
                         nodata == nullptr ? "" : fmt::format(R"(, "nodata": {})", nodata->text()));
  }
  return bands.empty() ? bands : fmt::format("[{}]", bands);
}

}  // namespace

void describe_dlm_bands(ObjectMigration& migration, DraftNode& data) {
  DraftNode* useful = data.find("useful_bands");
  const auto models = migration.model_assets();
  if (useful == nullptr || !useful->is_array() || models.empty() ||
      std::ranges::any_of(migration.holders(), describes_bands))
    return;
  const std::string bands = raster_bands(data, *useful);
  if (bands.empty()) return;
  for (DraftNode* asset : models) {
    DraftNode& added = migration.draft().set(*asset, "raster:bands", bands);
    migration.record(useful, &added, "the bands are described by `raster:bands`",
                     "MLM wants the bands that an input names to be described");
  }
  migration.declare("https://stac-extensions.github.io/raster/v1.1.0/schema.json");
}

}  // namespace stacmlm::mlm::migration
