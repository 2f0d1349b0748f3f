// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "cli/fmt/fmt_run.h"
#include "cli/fmt/fmt_worker.h"
#include "cli/json_lines_draft.h"
#include "cli/output.h"
#include "cli/progress.h"

namespace stacmlm::cli {

/// Takes what was formatted in its order, puts it in its place, and keeps count.
class FmtWriter {
 public:
  FmtWriter(const FmtRun& run, Output output)
      : run_(run), output_(std::move(output)), progress_(!run.quiet) {}

  void take(FormattedJob done);

  /// Changed files that have other names too. Another worker may have been reading them under one
  /// of these: they are to be formatted once more when all are done, and given to write_linked().
  [[nodiscard]] const std::vector<std::string>& waiting() const { return waiting_; }
  void write_linked(FormattedJob done) { write(std::move(done), When::kNow); }

  /// Says how many there were; returns the exit status.
  int finish();

 private:
  enum class When { kNow, kLater };

  void count(const Formatted& formatted);
  void tell(const Formatted& formatted);
  void show_difference(const Formatted& formatted);
  void write(FormattedJob done, When linked);
  void write_document(const Formatted& formatted, When linked);
  void write_lines(Lines lines, When linked);
  void sum_up() const;
  void fail(const std::string& sentence);

  const FmtRun& run_;
  Output output_;
  Progress progress_;
  JsonLinesDraft json_lines_;
  std::string told_lines_of_;    // the NDJSON file whose change was told last
  std::string faulty_lines_of_;  // the NDJSON file whose fault was told last
  std::vector<std::string> waiting_;
  std::size_t changed_ = 0;
  std::size_t same_ = 0;
  std::size_t no_stac_ = 0;
  std::size_t no_json_ = 0;
  bool not_done_ = false;
};

}  // namespace stacmlm::cli
