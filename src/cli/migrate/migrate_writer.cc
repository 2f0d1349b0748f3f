// SPDX-License-Identifier: Apache-2.0
#include "cli/migrate/migrate_writer.h"

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <utility>

#include "cli/status.h"
#include "cli/terminal.h"

namespace stacmlm::cli {

MigrateWriter::MigrateWriter(const MigrateRun& run, std::optional<OutputFolder> folder, Output out,
                             Output records)
    : run_(&run), folder_(std::move(folder)), out_(std::move(out)), records_(std::move(records)) {
  if (run.format == MigrateRun::Format::kJson) out_.write(records_json_begin());
}

base::Result<MigrateWriter> MigrateWriter::open(const MigrateRun& run,
                                                std::optional<OutputFolder> folder) {
  STACMLM_TRY(Output out, Output::open("-", STDOUT_FILENO));
  STACMLM_TRY(Output records, Output::open("-", STDERR_FILENO));
  return MigrateWriter(run, std::move(folder), std::move(out), std::move(records));
}

void MigrateWriter::take(const MigrateDone& done) {
  for (const MigratedDocument& document : done.documents) {
    tell(document);
    counts_.add(document);
    if (done.lines || run_->dry_run) continue;
    if (const auto written = write(document); !written) fail(written.error(), document.path);
  }
  if (done.lines && !run_->dry_run) {
    if (const auto written = write_lines(*done.lines); !written)
      fail(written.error(), done.lines->input.path);
  }
  for (Output* output : {&out_, &records_}) {
    if (const auto flushed = output->flush(); !flushed) fail(flushed.error(), "output");
  }
}

void MigrateWriter::tell(const MigratedDocument& document) {
  if (run_->format == MigrateRun::Format::kText) {
    if (!run_->quiet || !document.error.empty()) records_.write(records_text(document));
    return;
  }
  if (run_->format == MigrateRun::Format::kJson) {
    out_.write(counts_.documents == 0 ? "\n" : ",\n");
    out_.write(records_json(document));
    return;
  }
  if (!document.error.empty()) return records_.write(records_text(document));
  out_.write(json::write_patch(document.migration.patch) + "\n");
}

base::Result<void> MigrateWriter::write(const MigratedDocument& document) {
  if (run_->target != MigrateRun::Target::kStdout) return write_file(document);
  if (run_->format == MigrateRun::Format::kText && document.error.empty())
    out_.write(document.after());
  return {};
}

base::Result<void> MigrateWriter::write_lines(const Lines& lines) {
  const std::string& path = lines.input.path;
  if (run_->target == MigrateRun::Target::kStdout) {
    if (run_->format == MigrateRun::Format::kText) out_.write(lines.block.lines);
    return {};
  }
  if (folder_) return json_lines_.write(lines, folder_->make_room(path));
  if (lines.input.is_outside) return {};  // its documents were refused
  return json_lines_.write(lines, path);
}

base::Result<void> MigrateWriter::write_file(const MigratedDocument& document) {
  if (!document.error.empty()) return {};
  if (folder_) {
    return replace_file(folder_->make_room(document.path),
                        folder_->with_moved_links(document.after(), document.path));
  }
  if (!document.is_changed()) return {};
  if (run_->backup) {
    if (auto kept = back_up(document.path, document.before); !kept) return kept;
  }
  return replace_file(document.path, document.after());
}

base::Result<void> MigrateWriter::back_up(const std::string& path, const std::string& text) {
  const std::string copy = path + ".bak";
  std::error_code none;
  if (std::filesystem::exists(copy, none)) {
    return base::fail(base::ErrorKind::kInvalidArgument,
                      fmt::format("{} is there already; the document was left as it is", copy));
  }
  STACMLM_TRY(AtomicFile file, AtomicFile::create(copy));
  if (auto written = file.write(text); !written) return written;
  return file.commit();
}

void MigrateWriter::fail(const base::Error& error, const std::string& path) {
  complain(fmt::format("{}: {}", path, error.message));
  not_done_ = true;
}

int MigrateWriter::finish() {
  if (run_->format == MigrateRun::Format::kJson) out_.write(records_json_end(counts_));
  if (run_->format == MigrateRun::Format::kText && !run_->quiet)
    records_.write(counts_text(counts_));
  for (Output* output : {&out_, &records_}) {
    if (const auto finished = output->finish(); !finished) fail(finished.error(), "output");
  }
  if (not_done_ || counts_.failed > 0) return status::kNotDone;
  return counts_.needing > 0 ? status::kFindings : status::kClean;
}

}  // namespace stacmlm::cli
