// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>
#include <utility>

#include "mlm/migration/dlm.h"
#include "mlm/migration/legacy_fields.h"
#include "mlm/migration/steps.h"

namespace stacmlm::mlm::migration {

using json::DraftNode;

std::optional<std::string> text_member(DraftNode& object, std::string_view key) {
  const DraftNode* member = object.find(key);
  if (member == nullptr || !member->is_string() || member->string().empty()) return std::nullopt;
  return std::string(member->string());
}

void take(ObjectMigration& migration, DraftNode& object, std::string_view key,
          const DraftNode& target, Loss loss) {
  DraftNode* member = object.find(key);
  if (member == nullptr) return;
  migration.draft().remove(*member);
  migration.record(member, &target, fmt::format("`{}` has a place in MLM", key),
                   "MLM 1.0.0 replaced DLM", loss);
}

namespace {

bool is_dlm_uri(std::string_view uri) {
  return uri.find("/dl-model/") != std::string_view::npos ||
         uri.find("/dlm-extension/") != std::string_view::npos;
}

DraftNode* object_member(DraftNode& properties, std::string_view key) {
  DraftNode* member = properties.find(key);
  return member != nullptr && member->is_object() ? member : nullptr;
}

constexpr std::array<std::pair<std::string_view, DraftNode * DlmObjects::*>, 5> kObjects = {{
    {"dlm:architecture", &DlmObjects::architecture},
    {"dlm:runtime", &DlmObjects::runtime},
    {"dlm:inputs", &DlmObjects::inputs},
    {"dlm:outputs", &DlmObjects::outputs},
    {"dlm:data", &DlmObjects::data},
}};

void remove_nulls(ObjectMigration& migration, DraftNode& object) {
  const std::vector<DraftNode*> members = object.children();
  for (DraftNode* member : members) {
    if (member->is_null()) migration.remove(*member, "null says nothing");
  }
}

/// What no part has taken.
void set_rest_aside(ObjectMigration& migration, DraftNode& holder) {
  const std::vector<DraftNode*> members = holder.children();
  for (DraftNode* member : members) {
    if (!member->key().starts_with("dlm:")) continue;
    if (member->is_object()) remove_nulls(migration, *member);
    const bool is_container = member->is_object() || member->is_array();
    if (member->is_null() || (is_container && member->size() == 0)) {
      migration.remove(*member, "all of it has a place in MLM");
    } else {
      migration.set_aside(*member, "MLM has no member for what is left of it");
    }
  }
}

}  // namespace

void migrate_dlm(ObjectMigration& migration) {
  migration.begin("DLM to MLM 1.0.0");
  normalise_dlm_assets(migration);
  if (DraftNode* properties = migration.properties(); properties != nullptr) {
    DlmObjects dlm;
    for (const auto& [key, object] : kObjects) dlm.*object = object_member(*properties, key);
    if (dlm.architecture != nullptr) migrate_dlm_architecture(migration, *dlm.architecture);
    if (dlm.runtime != nullptr) migrate_dlm_runtime(migration, *dlm.runtime);
    if (dlm.inputs != nullptr) migrate_dlm_inputs(migration, dlm);
    if (dlm.outputs != nullptr) migrate_dlm_outputs(migration, *dlm.outputs);
    if (DraftNode* archive = properties->find("dlm:archive"); archive != nullptr)
      migrate_dlm_archive(migration, *archive);
    if (dlm.data != nullptr) describe_dlm_bands(migration, *dlm.data);
  }
  for (DraftNode* holder : migration.holders()) set_rest_aside(migration, *holder);
  replace_extension(migration, &is_dlm_uri);
  complete_model(migration);
}

}  // namespace stacmlm::mlm::migration
