// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/jobs.h"
#include "cli/migrate/migrate_run.h"

namespace stacmlm::cli {

/// Where each document of a run is written below the folder of `--output`.
class OutputFolder {
 public:
  /// Gives every input its place; a file that is named twice is left out of `inputs` the second
  /// time, and one that is not there gets its error. Refused if two would have the same place, or
  /// if one's place is an input or, without `--force`, any other file. Nothing is written.
  static base::Result<OutputFolder> plan(const MigrateRun& run, std::vector<Input>& inputs);

  /// The place of an input without error. Folders that are missing are made.
  [[nodiscard]] std::string make_room(const std::string& path) const;

  /// The document with the hrefs of links and assets changed: those to documents of the run lead to
  /// their new places, other relative ones to the files where they are.
  [[nodiscard]] std::string with_moved_links(const std::string& text,
                                             const std::string& path) const;

 private:
  explicit OutputFolder(const MigrateRun& run) : run_(&run) {}
  /// What `href` in the input `from` has to be in its new place; nothing if it may stay.
  [[nodiscard]] std::optional<std::string> moved_href(std::string_view href,
                                                      const std::string& from) const;

  const MigrateRun* run_;
  std::map<std::string, std::string> targets_;  // by absolute path
};

}  // namespace stacmlm::cli
