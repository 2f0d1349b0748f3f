// SPDX-License-Identifier: Apache-2.0
// 1.4.0 refuses unknown `mlm:*` members, gives each member its level, wants the type of each model
// asset, and scales with `value_scaling`.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "mlm/migration/artifact_type.h"
#include "mlm/migration/steps.h"
#include "stacmlm/mlm/model.h"

namespace stacmlm::mlm::migration {
namespace {

using json::DraftNode;

/// The member's description; null if MLM 1.4.0 does not know it.
const stac::Member<Model>* described(std::string_view key) {
  const auto members = Model::members();
  const auto found = std::ranges::find(members, key, &stac::Member<Model>::key);
  const bool is_known = found != members.end() && found->known.holds(ordinal(Version::kV1_4_0));
  return is_known ? &*found : nullptr;
}

/// Members with the prefix: a copy, because they change while they are looked at.
std::vector<DraftNode*> mlm_members(DraftNode& holder) {
  std::vector<DraftNode*> members;
  for (DraftNode* member : holder.children()) {
    if (member->key().starts_with("mlm:")) members.push_back(member);
  }
  return members;
}

bool same(DraftNode& a, DraftNode& b) { return a.text() == b.text(); }

/// From an asset to the properties, which alone may carry it.
void raise(ObjectMigration& migration, DraftNode& member) {
  DraftNode* properties = migration.properties();
  DraftNode* own = properties == nullptr ? nullptr : properties->find(member.key());
  const std::string key(member.key());
  if (properties != nullptr && own == nullptr) {
    migration.move(member, *properties, key, "since MLM 1.4.0 only the properties may carry it");
  } else if (own != nullptr && same(member, *own)) {
    migration.remove(member, "the properties say the same, and they alone may carry it");
  } else {
    migration.set_aside(member, "since MLM 1.4.0 only the properties of an Item may carry it");
  }
}

/// From the properties to the model assets, which alone may carry it.
void lower(ObjectMigration& migration, DraftNode& member) {
  const std::string key(member.key());
  auto models = migration.model_assets();
  std::erase_if(models, [&](DraftNode* asset) { return asset->find(key) != nullptr; });
  if (models.size() == 1) {
    migration.move(member, *models.front(), key, "since MLM 1.4.0 only an asset may carry it");
    return;
  }
  for (DraftNode* asset : models) {
    migration.add(*asset, key, member.text(), "it is said of each model asset");
  }
  if (models.empty()) {
    migration.set_aside(member, "since MLM 1.4.0 only an asset may carry it");
  } else {
    migration.remove(member, "each model asset has it now");
  }
}

void place_members(ObjectMigration& migration, DraftNode& holder) {
  const bool in_properties = &holder == migration.properties();
  for (DraftNode* member : mlm_members(holder)) {
    const stac::Member<Model>* known = described(member->key());
    if (known == nullptr) {
      migration.set_aside(*member, "MLM 1.4.0 refuses members that it does not know");
    } else if (known->scope == stac::Scope::kItemOnly && !in_properties) {
      raise(migration, *member);
    } else if (known->scope == stac::Scope::kAssetOnly && in_properties) {
      lower(migration, *member);
    }
  }
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kArtifactTypes = {{
    {"torch.jit.script", "torch.jit.save"},
    {"torch.export", "torch.export.save"},
}};

void rename_artifact_type(ObjectMigration& migration, DraftNode& asset) {
  DraftNode* type = asset.find("mlm:artifact_type");
  if (type == nullptr) return;
  for (const auto& [old_name, new_name] : kArtifactTypes) {
    if (type->equals(old_name))
      migration.replace(*type, json::quote(new_name), "the recommended name has changed");
  }
}

void type_model(ObjectMigration& migration, DraftNode& asset) {
  DraftNode* type = asset.find("mlm:artifact_type");
  if (type != nullptr && type->is_string() && !type->string().empty()) return;
  const ArtifactGuess guess = guess_artifact_type(migration, asset);
  if (guess.type.empty()) {
    migration.needs_person(type == nullptr ? asset : *type,
                           "a model asset needs `mlm:artifact_type` since MLM 1.4.0",
                           "nothing in the asset says how its file was written");
    return;
  }
  migration.add(asset, "mlm:artifact_type", json::quote(guess.type), std::string(guess.why),
                guess.is_certain ? Loss::kLossless : Loss::kNeedsPerson);
}

void migrate_assets(ObjectMigration& migration) {
  for (DraftNode* asset : migration.assets_and_definitions())
    rename_artifact_type(migration, *asset);
  if (!migration.is_item()) return;
  for (DraftNode* asset : migration.assets()) {
    if (holds(asset->find("roles"), "mlm:model")) {
      type_model(migration, *asset);
    } else if (DraftNode* type = asset->find("mlm:artifact_type"); type != nullptr) {
      migration.set_aside(*type, "only assets with the role `mlm:model` may carry it");
    }
  }
}

}  // namespace

void migrate_v1_3_to_v1_4(ObjectMigration& migration) {
  // A role that went unchecked up to 1.3.0.
  migrate_v1_1_to_v1_2(migration);
  for (DraftNode* holder : migration.holders()) place_members(migration, *holder);
  migrate_assets(migration);
  for (DraftNode* input : migration.tensors("mlm:input")) migrate_norms(migration, *input);
}

}  // namespace stacmlm::mlm::migration
