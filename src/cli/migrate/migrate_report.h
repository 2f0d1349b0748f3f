// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

#include "cli/migrate/migrate_worker.h"

namespace stacmlm::cli {

/// How the documents of a run came out.
struct MigrateCounts {
  std::size_t documents = 0;
  std::size_t changed = 0;
  std::size_t needing = 0;  ///< need a person
  std::size_t failed = 0;

  void add(const MigratedDocument& document);
};

/// A person has to look: a record says so, or a fault is new.
bool needs_person(const MigratedDocument& document);

/// The records of one document for people; nothing if there is nothing to tell.
std::string records_text(const MigratedDocument& document);
std::string counts_text(const MigrateCounts& counts);

/// The report for programs, piece by piece (docs/reference/migrate.md).
std::string records_json_begin();
std::string records_json(const MigratedDocument& document);
std::string records_json_end(const MigrateCounts& counts);

}  // namespace stacmlm::cli
