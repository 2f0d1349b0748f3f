// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cli/output.h"
#include "cli/progress.h"
#include "cli/validate_run.h"
#include "stacmlm/diag/renderer.h"

namespace stacmlm::cli {

/// How reports are written: the rules of this program, and its version.
diag::RenderOptions render_options(bool colour);

/// Takes the results of a run in their order: writes the report and the fixed documents, and keeps
/// count.
class Writer {
 public:
  /// Reports go to `report`. Diffs, and what was read from stdin and fixed, to standard output.
  static base::Result<std::unique_ptr<Writer>> open(const ValidateRun& run);

  void take(Done done);
  /// Files that have other names too and wait for their fixes: they are written over where they
  /// stand, which nobody must read meanwhile.
  [[nodiscard]] std::vector<std::string> waiting() const { return waiting_; }
  /// Writes the fixed documents of a job that was done once more; its report is known.
  void overwrite(const Done& done);
  /// Ends the report; returns the exit status. A run that was broken off is not summed up.
  int finish(bool is_complete);

 private:
  Writer(const ValidateRun& run, Output report, Output documents)
      : run_(run),
        report_(std::move(report)),
        documents_(std::move(documents)),
        progress_(!run.quiet) {}

  enum class When { kNow, kLater };
  void write_changes(const Checked& checked, When linked);
  void write_lines(const Lines& lines, When linked);
  base::Result<void> write_draft(const Lines& lines, bool is_first, bool is_whole);
  void write_diff(const Checked& checked);
  void note_silences(const Checked& checked);
  void tell_silences() const;
  void fail(const base::Error& error);

  const ValidateRun& run_;
  Output report_;
  Output documents_;
  std::unique_ptr<diag::Renderer> renderer_;
  Progress progress_;
  diag::Summary summary_;
  std::size_t failing_ = 0;
  std::size_t fixes_ = 0;
  std::size_t fixed_documents_ = 0;
  bool not_done_ = false;
  // The NDJSON file that is being rewritten.
  std::optional<AtomicFile> draft_;
  std::string draft_of_;
  bool is_draft_changed_ = false;
  bool is_draft_later_ = false;
  std::vector<std::string> waiting_;
  std::string diff_of_;
  std::set<const Silence*> silences_;
  std::set<const Silence*> used_silences_;
};

}  // namespace stacmlm::cli
