// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "mlm/migration/object_migration.h"

namespace stacmlm::mlm::migration {

struct ArtifactGuess {
  std::string_view type;  ///< empty: nothing hints at it
  std::string_view why;
  bool is_certain = false;  ///< no other type fits
};

/// What the file name in `href` and the framework say about `mlm:artifact_type`.
ArtifactGuess guess_artifact_type(std::string_view href, std::string_view framework);

/// What the file name and the framework of a model asset say about its `mlm:artifact_type`.
ArtifactGuess guess_artifact_type(ObjectMigration& migration, json::DraftNode& asset);

}  // namespace stacmlm::mlm::migration
