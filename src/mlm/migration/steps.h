// SPDX-License-Identifier: Apache-2.0
// The steps, one file each.
#pragma once

#include <span>
#include <string_view>

#include "mlm/migration/object_migration.h"

namespace stacmlm::mlm::migration {

/// From one version of MLM to the next. It acts on what it finds, so that a second run changes
/// nothing.
struct Step {
  Version from;
  Version to;
  std::string_view name;
  void (*apply)(ObjectMigration& migration);
};

/// From ml-model 1.0.0, also beside MLM members, to MLM 1.0.0.
void migrate_ml_model(ObjectMigration& migration);
bool lists_ml_model(ObjectMigration& migration);

/// From DLM (beta 2 and 3) to MLM 1.0.0; it reads whatever people wrote.
void migrate_dlm(ObjectMigration& migration);

/// From STAC 1.0.0 to 1.1.0: bands of eo and raster 1.x become `properties.bands`.
void migrate_stac_v1_0_to_v1_1(ObjectMigration& migration);

void migrate_v1_0_to_v1_1(ObjectMigration& migration);
void migrate_v1_1_to_v1_2(ObjectMigration& migration);
void migrate_v1_2_to_v1_3(ObjectMigration& migration);
void migrate_v1_3_to_v1_4(ObjectMigration& migration);
void migrate_v1_4_to_v1_5(ObjectMigration& migration);
void migrate_v1_5_to_v1_6(ObjectMigration& migration);

/// In order. Patch releases of 1.5 differ in their URI alone.
std::span<const Step> steps();

/// What the step to 1.4 does with `norm_type`, `norm_by_channel`, `norm_clip` and `statistics` of
/// an input.
void migrate_norms(ObjectMigration& migration, json::DraftNode& input);

}  // namespace stacmlm::mlm::migration
