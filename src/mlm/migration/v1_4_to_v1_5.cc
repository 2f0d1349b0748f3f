// SPDX-License-Identifier: Apache-2.0
// 1.5.0 reserves the dimension names `bands` and `variables` for what the lists of that name index,
// and knows `mlm:entrypoint` again, on assets with the role `code`.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "mlm/migration/steps.h"

namespace stacmlm::mlm::migration {
namespace {

using json::DraftNode;

bool names(const DraftNode* dimension, std::string_view name) { return dimension->equals(name); }

std::size_t list_size(DraftNode& tensor, std::string_view list) {
  DraftNode* entries = tensor.find(list);
  return entries != nullptr && entries->is_array() ? entries->size() : 0;
}

/// The index of the dimension that the bands stand in: one of the usual names, else the only one of
/// that size.
std::optional<std::size_t> band_dimension(DraftNode& dim_order, DraftNode* shape,
                                          std::size_t bands) {
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < dim_order.size(); ++i) {
    const DraftNode* name = dim_order.at(i);
    if (!names(name, "channel") && !names(name, "channels") && !names(name, "band")) continue;
    if (found) return std::nullopt;
    found = i;
  }
  if (found || shape == nullptr || !shape->is_array() || shape->size() != dim_order.size())
    return found;
  for (std::size_t i = 0; i < shape->size(); ++i) {
    const DraftNode* size = shape->at(i);
    if (!size->is_number() || size->value().number() != static_cast<double>(bands)) continue;
    if (found) return std::nullopt;
    found = i;
  }
  return found;
}

void name_band_dimension(ObjectMigration& migration, DraftNode& tensor, DraftNode& dim_order,
                         DraftNode* shape) {
  const std::size_t bands = list_size(tensor, "bands");
  if (bands == 0 || holds(&dim_order, "bands")) return;
  if (const auto index = band_dimension(dim_order, shape, bands); index) {
    migration.replace(*dim_order.at(*index), R"("bands")",
                      "since MLM 1.5.0 the dimension that `bands` names is called so");
  } else {
    migration.needs_person(dim_order, "one dimension has to be called `bands` since MLM 1.5.0",
                           "nothing says which one the bands stand in");
  }
}

/// A reserved name without its list.
void free_dimension(ObjectMigration& migration, DraftNode& tensor, DraftNode& dim_order,
                    std::string_view reserved, std::string_view other) {
  if (list_size(tensor, reserved) > 0) return;
  for (DraftNode* name : dim_order.children()) {
    if (!names(name, reserved)) continue;
    if (holds(&dim_order, other)) {
      migration.needs_person(*name, "this name of a dimension is reserved since MLM 1.5.0",
                             "no list says what stands in it");
    } else {
      migration.replace(
          *name, json::quote(other),
          fmt::format("`{}` is reserved since MLM 1.5.0 for a list that is not here", reserved));
    }
    return;
  }
}

void migrate_tensor(ObjectMigration& migration, DraftNode& tensor, std::string_view structure) {
  DraftNode* inner = tensor.find(structure);
  DraftNode* dim_order = inner == nullptr ? nullptr : inner->find("dim_order");
  if (dim_order == nullptr || !dim_order->is_array()) return;
  name_band_dimension(migration, tensor, *dim_order, inner->find("shape"));
  free_dimension(migration, tensor, *dim_order, "bands", "channel");
  free_dimension(migration, tensor, *dim_order, "variables", "variable");
}

void restore_entrypoint(ObjectMigration& migration, DraftNode& asset) {
  DraftNode* entrypoint = asset.find("x-mlm:entrypoint");
  if (entrypoint != nullptr && asset.find("mlm:entrypoint") == nullptr)
    migration.restore(*entrypoint, "MLM 1.5.0 knows it again");
  if (asset.find("mlm:entrypoint") == nullptr) return;
  DraftNode* roles = asset.find("roles");
  if (holds(roles, "code")) return;
  constexpr std::string_view kWhy = "an asset with `mlm:entrypoint` is code";
  if (roles != nullptr && roles->is_array()) {
    migration.append(*roles, R"("code")", std::string(kWhy));
  } else if (roles == nullptr) {
    migration.add(asset, "roles", R"(["code"])", std::string(kWhy));
  }
}

/// From the properties, where up to 1.3.0 it could stand, to the asset that is the code.
void lower_entrypoint(ObjectMigration& migration) {
  DraftNode* properties = migration.properties();
  DraftNode* entrypoint = properties == nullptr ? nullptr : properties->find("x-mlm:entrypoint");
  if (entrypoint == nullptr) return;
  std::vector<DraftNode*> code = migration.assets();
  std::erase_if(code, [](DraftNode* asset) {
    DraftNode* roles = asset->find("roles");
    return (!holds(roles, "mlm:source_code") && !holds(roles, "code")) ||
           asset->find("mlm:entrypoint") != nullptr || asset->find("x-mlm:entrypoint") != nullptr;
  });
  if (code.size() == 1) {
    migration.move(*entrypoint, *code.front(), "x-mlm:entrypoint",
                   "only an asset may carry it, and one is the code");
  } else {
    migration.needs_person(*entrypoint, "`mlm:entrypoint` belongs to the asset that is the code",
                           "no asset, or several, could be it");
  }
}

}  // namespace

void migrate_v1_4_to_v1_5(ObjectMigration& migration) {
  for (DraftNode* input : migration.tensors("mlm:input"))
    migrate_tensor(migration, *input, "input");
  for (DraftNode* output : migration.tensors("mlm:output"))
    migrate_tensor(migration, *output, "result");
  lower_entrypoint(migration);
  for (DraftNode* asset : migration.assets_and_definitions()) restore_entrypoint(migration, *asset);
}

}  // namespace stacmlm::mlm::migration
