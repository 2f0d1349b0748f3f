// SPDX-License-Identifier: Apache-2.0
// What the steps from ml-model and DLM have in common: both lead to an Item that no older metadata
// describes in full.
#pragma once

#include <string>
#include <string_view>

#include "mlm/migration/object_migration.h"

namespace stacmlm::mlm::migration {

/// Gives a value its `mlm:` key. If that is there and says something else, the old one is set
/// aside.
void take_over(ObjectMigration& migration, json::DraftNode& member, std::string_view key,
               std::string why);

/// `mlm:tasks` of one word, which may be written with blanks; what is no task needs a person.
void take_over_task(ObjectMigration& migration, json::DraftNode& member);

/// Names the model after the Item, and gives it lists of inputs and outputs, empty ones at worst.
void complete_model(ObjectMigration& migration);

/// Replaces the entries of `stac_extensions` that are `is_old` by MLM 1.0.0, or takes them out of a
/// Collection that has no member of MLM.
void replace_extension(ObjectMigration& migration, bool (*is_old)(std::string_view uri));

/// Adds a role if it is not there.
void add_role(ObjectMigration& migration, json::DraftNode& asset, std::string_view role,
              std::string why);

/// A key that no asset has: `key`, else with a number behind it.
std::string free_asset_key(ObjectMigration& migration, std::string_view key);

}  // namespace stacmlm::mlm::migration
