// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "mlm/migration/object_migration.h"
#include "stacmlm/base/result.h"

namespace stacmlm::mlm::migration {

/// All steps that one Item or Collection needs.
base::Result<void> migrate_object(ObjectMigration& migration, const MigrationOptions& options);

}  // namespace stacmlm::mlm::migration
