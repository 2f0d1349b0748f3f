// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cli/jobs.h"
#include "cli/migrate/migrate_run.h"
#include "stacmlm/rules/check.h"

namespace stacmlm::cli {

/// One document after its migration.
struct MigratedDocument {
  std::string path;      ///< `FILE`, or `FILE:LINE` in NDJSON
  std::size_t line = 0;  ///< in its NDJSON file
  std::string error;     ///< why it could not be migrated; `before` stays as it is
  std::string before;
  mlm::Migration migration;
  diag::DocumentReport faults;   ///< the findings of level error that the new document has
  std::size_t added_faults = 0;  ///< of these, those whose code the old document did not have

  [[nodiscard]] bool is_changed() const { return !migration.patch.empty(); }
  /// The document as it is to be written.
  [[nodiscard]] const std::string& after() const { return is_changed() ? migration.text : before; }
};

/// A job after it was done.
struct MigrateDone {
  std::vector<MigratedDocument> documents;
  /// Of an NDJSON file: the lines as they are now.
  std::optional<Lines> lines;
};

/// Does jobs; one per thread.
class MigrateWorker {
 public:
  explicit MigrateWorker(const MigrateRun& run);

  MigrateDone work(Job job);

 private:
  MigratedDocument file(const Input& input);
  MigratedDocument document(const std::function<json::Text()>& text, const Input& input);
  MigratedDocument migrate(json::Text text, std::string path);
  void check(MigratedDocument& migrated);
  void lines(Lines lines, MigrateDone& done);

  const MigrateRun* run_;
  json::Parser parser_;
  json::Document document_;
  rules::Checker checker_;
};

}  // namespace stacmlm::cli
