// SPDX-License-Identifier: Apache-2.0
#include "mlm/migration/object_migration.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace stacmlm::mlm::migration {

using json::DraftNode;

namespace {

/// Values that fit a sentence; others are named by their kind.
std::string shown(DraftNode& node) {
  constexpr std::size_t kShown = 60;
  const bool is_container = node.is_object() || node.is_array();
  std::string text = is_container && node.size() > 0 ? std::string() : node.text();
  if (text.empty() || text.size() > kShown) return std::string(json::name_of(node.kind()));
  return fmt::format("`{}`", text);
}

void collect_objects(DraftNode* container, std::vector<DraftNode*>& objects) {
  if (container == nullptr) return;
  for (DraftNode* child : container->children()) {
    if (child->is_object()) objects.push_back(child);
  }
}

}  // namespace

bool holds(DraftNode* array, std::string_view text) {
  return array != nullptr && array->is_array() &&
         std::ranges::any_of(array->children(),
                             [&](const DraftNode* element) { return element->equals(text); });
}

bool ObjectMigration::is_item() const {
  const DraftNode* type = object_->find("type");
  return type != nullptr && type->equals("Feature");
}

bool ObjectMigration::is_collection() const {
  const DraftNode* type = object_->find("type");
  return type != nullptr && type->equals("Collection");
}

DraftNode* ObjectMigration::properties() {
  DraftNode* properties = is_item() ? object_->find("properties") : nullptr;
  return properties != nullptr && properties->is_object() ? properties : nullptr;
}

std::vector<DraftNode*> ObjectMigration::assets() {
  std::vector<DraftNode*> objects;
  DraftNode* assets = object_->find("assets");
  if (assets != nullptr && assets->is_object()) collect_objects(assets, objects);
  return objects;
}

std::vector<DraftNode*> ObjectMigration::assets_and_definitions() {
  std::vector<DraftNode*> objects = assets();
  DraftNode* definitions = is_item() ? nullptr : object_->find("item_assets");
  if (definitions != nullptr && definitions->is_object()) collect_objects(definitions, objects);
  return objects;
}

std::vector<DraftNode*> ObjectMigration::holders() {
  std::vector<DraftNode*> objects = assets_and_definitions();
  if (DraftNode* own = properties(); own != nullptr) objects.insert(objects.begin(), own);
  return objects;
}

std::vector<DraftNode*> ObjectMigration::tensors(std::string_view list) {
  std::vector<DraftNode*> objects;
  DraftNode* own = properties();
  DraftNode* tensors = own == nullptr ? nullptr : own->find(list);
  if (tensors != nullptr && tensors->is_array()) collect_objects(tensors, objects);
  return objects;
}

std::vector<DraftNode*> ObjectMigration::model_assets() {
  std::vector<DraftNode*> models = assets();
  std::erase_if(models, [](DraftNode* asset) { return !holds(asset->find("roles"), "mlm:model"); });
  return models;
}

std::vector<DraftNode*> ObjectMigration::extensions() {
  std::vector<DraftNode*> entries;
  DraftNode* list = object_->find("stac_extensions");
  if (list == nullptr || !list->is_array()) return entries;
  for (DraftNode* entry : list->children()) {
    if (entry->is_string()) entries.push_back(entry);
  }
  return entries;
}

void ObjectMigration::record(const DraftNode* before, const DraftNode* after, std::string what,
                             std::string why, Loss loss) {
  changes_->push_back({before, after, std::move(what), std::move(why), loss, step_});
}

void ObjectMigration::needs_person(const DraftNode& place, std::string what, std::string why) {
  record(&place, &place, std::move(what), std::move(why), Loss::kNeedsPerson);
}

void ObjectMigration::rename(DraftNode& member, std::string_view key, std::string why, Loss loss) {
  std::string what = fmt::format("`{}` is now `{}`", member.key(), key);
  draft_->rename(member, key);
  record(&member, &member, std::move(what), std::move(why), loss);
}

void ObjectMigration::replace(DraftNode& node, std::string_view json, std::string why, Loss loss) {
  std::string what = shown(node);
  draft_->replace(node, json);
  what += " is now " + shown(node);
  record(&node, &node, std::move(what), std::move(why), loss);
}

void ObjectMigration::remove(DraftNode& node, std::string why, Loss loss) {
  std::string what = node.key().empty() ? fmt::format("{} is gone", shown(node))
                                        : fmt::format("`{}` ({}) is gone", node.key(), shown(node));
  draft_->remove(node);
  record(&node, nullptr, std::move(what), std::move(why), loss);
}

void ObjectMigration::move(DraftNode& node, DraftNode& object, std::string_view key,
                           std::string why, Loss loss) {
  std::string what = fmt::format("`{}` moved", node.key());
  draft_->move(node, object, key);
  record(&node, &node, std::move(what), std::move(why), loss);
}

DraftNode& ObjectMigration::add(DraftNode& object, std::string_view key, std::string_view json,
                                std::string why, Loss loss) {
  DraftNode& added = draft_->set(object, key, json);
  record(nullptr, &added, fmt::format("`{}` is new: {}", key, shown(added)), std::move(why), loss);
  return added;
}

DraftNode& ObjectMigration::append(DraftNode& array, std::string_view json, std::string why,
                                   Loss loss) {
  DraftNode& added = draft_->append(array, json);
  record(nullptr, &added, fmt::format("{} is new", shown(added)), std::move(why), loss);
  return added;
}

void ObjectMigration::declare(std::string_view uri) {
  DraftNode* list = object_->find("stac_extensions");
  const std::string why = "every extension has to be declared";
  if (list == nullptr) {
    add(*object_, "stac_extensions", fmt::format("[{}]", json::quote(uri)), why);
  } else if (!list->is_array()) {
    needs_person(*list, fmt::format("`{}` has to be declared", uri), "this is no list");
  } else if (!holds(list, uri)) {
    append(*list, json::quote(uri), why);
  }
}

void ObjectMigration::set_aside(DraftNode& member, std::string why, Loss loss) {
  std::string key = std::string(kAside).append(member.key());
  while (member.parent()->find(key) != nullptr) key.insert(0, kAside);
  rename(member, key, std::move(why), loss);
}

void ObjectMigration::restore(DraftNode& member, std::string why) {
  const std::string key(member.key().substr(kAside.size()));
  // Set aside in this run, nothing has happened to it.
  const auto aside = std::ranges::find_if(*changes_, [&](const Change& change) {
    return change.after == &member && change.loss == Loss::kLossy;
  });
  if (aside == changes_->end()) return rename(member, key, std::move(why));
  changes_->erase(aside);
  draft_->rename(member, key);
}

}  // namespace stacmlm::mlm::migration
