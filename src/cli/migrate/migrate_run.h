// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "stacmlm/json/parser.h"
#include "stacmlm/mlm/migration.h"

namespace stacmlm::cli {

/// What `mlm migrate` is asked for.
struct MigrateRun {
  enum class Target { kStdout, kInPlace, kFolder };
  enum class Format { kText, kJson, kPatch };

  std::vector<std::string> paths;
  bool follow = false;
  mlm::MigrationOptions migration;
  json::ParseLimits limits;
  Target target = Target::kStdout;
  std::string folder;  ///< of kFolder
  Format format = Format::kText;
  bool force = false;    ///< write over files that are in the folder already
  bool dry_run = false;  ///< tell the changes and write no document
  bool backup = false;
  bool quiet = false;
  std::size_t jobs = 1;
};

/// Migrates everything and returns the exit status.
int run_migrate(const MigrateRun& run);

}  // namespace stacmlm::cli
