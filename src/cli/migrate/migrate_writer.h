// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "cli/json_lines_draft.h"
#include "cli/migrate/migrate_report.h"
#include "cli/migrate/migrate_worker.h"
#include "cli/migrate/output_folder.h"
#include "cli/output.h"
#include "cli/progress.h"

namespace stacmlm::cli {

/// Takes the results of a run in their order: writes documents and records, and keeps count.
class MigrateWriter {
 public:
  /// With `folder` if documents are written there.
  static base::Result<MigrateWriter> open(const MigrateRun& run,
                                          std::optional<OutputFolder> folder);

  void take(const MigrateDone& done);
  /// Ends the report; returns the exit status.
  int finish();

 private:
  MigrateWriter(const MigrateRun& run, std::optional<OutputFolder> folder, Output out,
                Output records);

  void tell(const MigratedDocument& document);
  base::Result<void> write(const MigratedDocument& document);
  base::Result<void> write_lines(const Lines& lines);
  base::Result<void> write_file(const MigratedDocument& document);
  base::Result<void> back_up(const std::string& path, const std::string& text);
  void fail(const base::Error& error, const std::string& path);

  const MigrateRun* run_;
  std::optional<OutputFolder> folder_;
  Output out_;      // documents, or the report for programs
  Output records_;  // for people
  JsonLinesDraft json_lines_;
  MigrateCounts counts_;
  bool not_done_ = false;
};

}  // namespace stacmlm::cli
