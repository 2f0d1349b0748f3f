// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>
#include <utility>

#include "mlm/migration/legacy_fields.h"
#include "mlm/migration/steps.h"
#include "stacmlm/mlm/legacy/ml_model.h"

namespace stacmlm::mlm::migration {
namespace {

using json::DraftNode;

bool is_ml_model_uri(std::string_view uri) { return uri == legacy::kMlModelUri; }

void migrate_member(ObjectMigration& migration, DraftNode& member) {
  const std::string_view key = member.key();
  if (key == "ml-model:type" && member.equals("ml-model")) {
    migration.remove(member, "the URI of MLM says that it is a model");
  } else if (key == "ml-model:architecture") {
    take_over(migration, member, "mlm:architecture", "MLM has it under this name");
  } else if (key == "ml-model:prediction_type") {
    take_over_task(migration, member);
  } else if (key == "ml-model:training-processor-type") {
    migration.set_aside(member, "it is about training; `mlm:accelerator` is about inference");
  } else {
    migration.set_aside(member, "MLM has no member for it");
  }
}

void migrate_members(ObjectMigration& migration, DraftNode& holder) {
  const std::vector<DraftNode*> members = holder.children();
  for (DraftNode* member : members) {
    if (member->key().starts_with("ml-model:")) migrate_member(migration, *member);
  }
}

constexpr std::array<std::string_view, 3> kRoles = {"inference-runtime", "training-runtime",
                                                    "checkpoint"};

void migrate_roles(ObjectMigration& migration, DraftNode& asset) {
  DraftNode* roles = asset.find("roles");
  if (roles == nullptr || !roles->is_array()) return;
  for (const std::string_view name : kRoles) {
    const std::string old_role = fmt::format("ml-model:{}", name);
    const std::vector<DraftNode*> all = roles->children();
    for (DraftNode* role : all) {
      if (role->equals(old_role))
        migration.replace(*role, json::quote(fmt::format("mlm:{}", name)),
                          "MLM has the role under this name");
    }
  }
  if (holds(roles, "mlm:inference-runtime") || holds(roles, "mlm:training-runtime"))
    add_role(migration, asset, "runtime", "the role `runtime` goes with it");
  if (!holds(roles, "mlm:checkpoint")) return;
  add_role(migration, asset, "mlm:model", "a checkpoint is the model");
  if (asset.find("mlm:artifact_type") == nullptr)
    migration.add(asset, "mlm:artifact_type", R"("torch.save")",
                  "ml-model has checkpoints of PyTorch alone");
}

/// The link as an asset: what it has besides, it keeps.
std::string image_asset(DraftNode& link, std::string_view runtime) {
  std::string members;
  for (DraftNode* member : link.children()) {
    const bool is_told_otherwise = member->key() == "rel" || member->key() == "type";
    if (!is_told_otherwise)
      members += fmt::format("{}: {}, ", json::quote(member->key()), member->text());
  }
  return fmt::format(
      R"({{{}"type": "application/vnd.oci.image.index.v1+json", "roles": ["mlm:{}-runtime", "runtime"]}})",
      members, runtime);
}

/// An image that a link names is an asset in MLM.
void migrate_image_link(ObjectMigration& migration, DraftNode& link, std::string_view runtime) {
  DraftNode* assets = migration.object().find("assets");
  if (assets == nullptr || !assets->is_object() || link.find("href") == nullptr ||
      link.find("roles") != nullptr) {
    migration.needs_person(link, "the image belongs into an asset", "it has no place or no href");
    return;
  }
  const std::string key = free_asset_key(migration, fmt::format("{}-image", runtime));
  DraftNode& asset = migration.draft().set(*assets, key, image_asset(link, runtime));
  migration.draft().remove(link);
  migration.record(&link, &asset, "the link to an image is now an asset",
                   "MLM has images as assets with the role of a runtime");
}

void migrate_data_link(ObjectMigration& migration, DraftNode& rel, std::string_view split) {
  DraftNode& link = *rel.parent();
  migration.replace(rel, R"("derived_from")", "a model is derived from its data");
  if (link.find("ml-aoi:split") != nullptr) return;
  migration.add(link, "ml-aoi:split", json::quote(split), "it says what the data was for");
  migration.declare("https://stac-extensions.github.io/ml-aoi/v0.2.0/schema.json");
}

void migrate_link(ObjectMigration& migration, DraftNode& link) {
  DraftNode* rel = link.find("rel");
  if (rel == nullptr) return;
  if (rel->equals("ml-model:inferencing-image")) {
    migrate_image_link(migration, link, "inference");
  } else if (rel->equals("ml-model:training-image")) {
    migrate_image_link(migration, link, "training");
  } else if (rel->equals("ml-model:train-data")) {
    migrate_data_link(migration, *rel, "train");
  } else if (rel->equals("ml-model:test-data")) {
    migrate_data_link(migration, *rel, "test");
  }
}

void migrate_summaries(ObjectMigration& migration) {
  DraftNode* summaries = migration.object().find("summaries");
  if (migration.is_item() || summaries == nullptr || !summaries->is_object()) return;
  const std::vector<DraftNode*> members = summaries->children();
  for (DraftNode* member : members) {
    if (member->key().starts_with("ml-model:"))
      migration.set_aside(*member, "the schemas of MLM refuse lists in summaries up to 1.5.2",
                          Loss::kNeedsPerson);
  }
}

}  // namespace

bool lists_ml_model(ObjectMigration& migration) {
  return holds(migration.object().find("stac_extensions"), legacy::kMlModelUri);
}

void migrate_ml_model(ObjectMigration& migration) {
  migration.begin("ml-model to MLM 1.0.0");
  // First, since what a link has besides is a member of an asset then.
  if (DraftNode* links = migration.object().find("links"); links != nullptr && links->is_array()) {
    const std::vector<DraftNode*> all = links->children();
    for (DraftNode* link : all) migrate_link(migration, *link);
  }
  for (DraftNode* holder : migration.holders()) migrate_members(migration, *holder);
  for (DraftNode* asset : migration.assets_and_definitions()) migrate_roles(migration, *asset);
  migrate_summaries(migration);
  replace_extension(migration, &is_ml_model_uri);
  complete_model(migration);
  if (migration.is_item() && migration.model_assets().empty() &&
      migration.object().find("assets") != nullptr) {
    migration.needs_person(*migration.object().find("assets"), "no asset is the model",
                           "MLM wants one with the role `mlm:model`, and no checkpoint is here");
  }
}

}  // namespace stacmlm::mlm::migration
