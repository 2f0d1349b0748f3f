// SPDX-License-Identifier: Apache-2.0
// Parts of the step from DLM, one for each of its objects. Each takes out of the object what it
// brings to MLM; what is left is set aside at the end.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mlm/migration/object_migration.h"

namespace stacmlm::mlm::migration {

/// The objects `dlm:*` of the properties; null where they are missing or no objects.
struct DlmObjects {
  json::DraftNode* architecture = nullptr;
  json::DraftNode* runtime = nullptr;
  json::DraftNode* inputs = nullptr;
  json::DraftNode* outputs = nullptr;
  json::DraftNode* data = nullptr;
};

void migrate_dlm_architecture(ObjectMigration& migration, json::DraftNode& architecture);
void migrate_dlm_runtime(ObjectMigration& migration, json::DraftNode& runtime);
void migrate_dlm_inputs(ObjectMigration& migration, const DlmObjects& dlm);
void migrate_dlm_outputs(ObjectMigration& migration, json::DraftNode& outputs);
void migrate_dlm_archive(ObjectMigration& migration, json::DraftNode& archive);
/// Describes the bands of the model's input on the model assets, if nothing else does.
void describe_dlm_bands(ObjectMigration& migration, json::DraftNode& data);
/// Assets were a list of objects of one member, and their roles were called `role`.
void normalise_dlm_assets(ObjectMigration& migration);

/// The member's text if it is a string with something in it.
std::optional<std::string> text_member(json::DraftNode& object, std::string_view key);

/// Removes a member that has been brought to `target`, with a record; nothing if it is not there.
void take(ObjectMigration& migration, json::DraftNode& object, std::string_view key,
          const json::DraftNode& target, Loss loss = Loss::kLossless);

}  // namespace stacmlm::mlm::migration
