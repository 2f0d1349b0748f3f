// SPDX-License-Identifier: Apache-2.0
#include "cli/writer.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "cli/status.h"
#include "cli/terminal.h"
#include "cli/unified_diff.h"
#include "stacmlm/base/version.h"

namespace stacmlm::cli {
namespace {

constexpr std::size_t kContext = 3;

// The last thing that these forms write is a sentence for people.
bool ends_with_sentence(std::string_view format) { return format == "text" || format == "concise"; }

std::string counted(std::size_t number, std::string_view what) {
  return fmt::format("{} {}{}", number, what, number == 1 ? "" : "s");
}

}  // namespace

diag::RenderOptions render_options(bool colour) {
  diag::RenderOptions options;
  options.colour = colour;
  options.tool_version = base::kVersion;
  for (const rules::Rule* rule : rules::all_rules()) {
    options.rules.push_back({rule->code, rule->slug, rule->summary});
  }
  return options;
}

base::Result<std::unique_ptr<Writer>> Writer::open(const ValidateRun& run) {
  const bool fixes_stdin =
      run.work.fixes != Fixes::kNone && std::ranges::find(run.paths, "-") != run.paths.end();
  const int report_stream = run.diff || fixes_stdin ? STDERR_FILENO : STDOUT_FILENO;
  STACMLM_TRY(Output report, Output::open(run.output, report_stream));
  STACMLM_TRY(Output documents, Output::open("-"));
  std::unique_ptr<Writer> writer(new Writer(run, std::move(report), std::move(documents)));
  const bool colour = run.output == "-" && report_stream == STDOUT_FILENO && colour_on_stdout();
  STACMLM_TRY(
      writer->renderer_,
      diag::make_renderer(run.format, render_options(colour),
                          [to = &writer->report_](std::string_view text) { to->write(text); }));
  writer->renderer_->begin();
  return writer;
}

void Writer::take(Done done) {
  progress_.clear();
  for (const Checked& checked : done.documents) {
    if (run_.preface) {
      const std::string preface = run_.preface(checked);
      if (run_.format == "text") report_.write(preface);
    }
    for (const std::string& sentence : checked.not_done)
      fail({base::ErrorKind::kIo, fmt::format("{}: {}", checked.report.path, sentence)});
    renderer_->document(checked.report);
    summary_.add(checked.report);
    if (checked.fails) ++failing_;
    note_silences(checked);
    if (checked.fixes > 0) {
      fixes_ += checked.fixes;
      ++fixed_documents_;
    }
    if (checked.is_left_alone) {
      fail({base::ErrorKind::kInvalidArgument,
            fmt::format("{}: {}; it is not fixed", checked.report.path, kOutside)});
    }
    if (!checked.after.empty()) write_changes(checked, When::kLater);
  }
  if (done.lines && !run_.diff) write_lines(*done.lines, When::kLater);
  for (Output* output : {&report_, &documents_}) {
    if (const auto flushed = output->flush(); !flushed) fail(flushed.error());
  }
  progress_.show(summary_.documents, failing_);
}

void Writer::overwrite(const Done& done) {
  for (const Checked& checked : done.documents) {
    if (!checked.after.empty()) write_changes(checked, When::kNow);
  }
  if (done.lines) write_lines(*done.lines, When::kNow);
}

// For documents of an NDJSON file only the difference; write_lines() does the rest.
void Writer::write_changes(const Checked& checked, When linked) {
  const std::string& path = checked.report.path;
  if (run_.diff) return write_diff(checked);
  if (checked.report.line_of_file != 0) return;
  if (path == "-") return documents_.write(checked.after);
  if (linked == When::kLater && has_other_names(path)) return waiting_.push_back(path);
  auto file = AtomicFile::create(path);
  base::Result<void> result = file ? file->write(checked.after) : tl::unexpected(file.error());
  if (result) result = file->commit();
  if (!result) fail(std::move(result).error().during("cannot write " + path));
}

void Writer::write_diff(const Checked& checked) {
  if (checked.before == checked.after) return;
  const std::string& path = checked.report.path;
  const std::uint32_t line = checked.report.line_of_file;
  const std::string file = line == 0 ? path : path.substr(0, path.rfind(':'));
  if (line == 0 || std::exchange(diff_of_, file) != file) documents_.write(diff_header(file));
  if (line == 0) {
    documents_.write(diff_hunks(checked.before, checked.after, kContext));
  } else {
    documents_.write(diff_hunks(checked.before + "\n", checked.after + "\n", 0, line));
  }
}

void Writer::write_lines(const Lines& lines, When linked) {
  const std::string& path = lines.input.path;
  if (path == "-") return documents_.write(lines.block.lines);
  const bool is_first = draft_of_ != path;
  if (is_first) {
    draft_of_ = path;
    is_draft_changed_ = false;
    is_draft_later_ = linked == When::kLater && has_other_names(path);
  }
  is_draft_changed_ = is_draft_changed_ || lines.is_changed;
  const bool is_whole = lines.is_end && lines.input.error.empty() && is_draft_changed_;
  base::Result<void> result;
  if (!is_draft_later_) {
    result = write_draft(lines, is_first, is_whole);
  } else if (is_whole) {
    waiting_.push_back(path);
  }
  if (!result || lines.is_end) draft_.reset();
  if (lines.is_end) draft_of_.clear();
  if (!result) fail(std::move(result).error().during("cannot write " + path));
}

// Writes on; once that failed, nothing more of this file.
base::Result<void> Writer::write_draft(const Lines& lines, bool is_first, bool is_whole) {
  if (is_first) {
    STACMLM_TRY(AtomicFile file, AtomicFile::create(lines.input.path));
    draft_.emplace(std::move(file));
  }
  if (!draft_) return {};
  if (lines.block.oversized > 0) {
    return base::fail(base::ErrorKind::kLimitExceeded,
                      fmt::format("line {} is too large to be kept", lines.block.first_line));
  }
  auto written = draft_->write(lines.block.lines);
  return written && is_whole ? draft_->commit() : written;
}

void Writer::note_silences(const Checked& checked) {
  silences_.insert(checked.silences.begin(), checked.silences.end());
  used_silences_.insert(checked.used_silences.begin(), checked.used_silences.end());
}

// Of those for files that were looked at.
void Writer::tell_silences() const {
  std::vector<std::string> lines;
  for (const Silence* silence : silences_) {
    if (used_silences_.contains(silence)) continue;
    lines.push_back(
        fmt::format("{}: nothing to silence here any more: {}", silence->place, silence->words));
  }
  std::ranges::sort(lines);
  for (const std::string& line : lines) complain(line);
}

void Writer::fail(const base::Error& error) {
  complain(error.message);
  not_done_ = true;
}

int Writer::finish(bool is_complete) {
  progress_.clear();
  const bool is_summed_up = is_complete && !run_.quiet;
  if (is_summed_up || !ends_with_sentence(run_.format)) renderer_->end(summary_);
  for (Output* output : {&report_, &documents_}) {
    if (const auto finished = output->finish(); !finished) fail(finished.error());
  }
  if (is_summed_up) {
    tell_silences();
    if (fixes_ > 0 && !not_done_) {
      complain(fmt::format("{} {} in {}", run_.diff ? "would fix" : "fixed",
                           counted(fixes_, "finding"), counted(fixed_documents_, "document")));
    }
  }
  if (not_done_ || summary_.failed > 0) return status::kNotDone;
  return failing_ > 0 && !run_.exit_zero ? status::kFindings : status::kClean;
}

}  // namespace stacmlm::cli
