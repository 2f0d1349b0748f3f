// SPDX-License-Identifier: Apache-2.0
#include "cli/fmt/fmt_writer.h"

#include <fmt/format.h>

#include "cli/status.h"
#include "cli/terminal.h"
#include "cli/unified_diff.h"

namespace stacmlm::cli {

using State = Formatted::State;

namespace {

constexpr std::size_t kContext = 3;

/// `item.json:3:5: ...`; the place in a line of NDJSON counts the lines of the file.
std::string placed(const Formatted& formatted) {
  if (formatted.line == 0) return fmt::format("{}:{}", formatted.path, formatted.why);
  const std::size_t column = formatted.why.find(':') + 1;
  return fmt::format("{}:{}:{}", formatted.path, formatted.line, formatted.why.substr(column));
}

}  // namespace

void FmtWriter::take(FormattedJob done) {
  progress_.clear();
  for (const Formatted& formatted : done.documents) {
    count(formatted);
    tell(formatted);
  }
  if (!run_.check && !run_.diff) write(std::move(done), When::kLater);
  if (const auto flushed = output_.flush(); !flushed) fail(flushed.error().message);
  progress_.show(changed_ + same_ + no_stac_ + no_json_, no_json_);
}

void FmtWriter::count(const Formatted& formatted) {
  switch (formatted.state) {
    case State::kCanonical:
      ++same_;
      break;
    case State::kChanged:
      ++changed_;
      break;
    case State::kNoStac:
      ++no_stac_;
      break;
    case State::kNoJson:
      ++no_json_;
      break;
    case State::kNotRead:
      not_done_ = true;
  }
}

void FmtWriter::tell(const Formatted& formatted) {
  const bool is_faulty = formatted.state == State::kNoJson || formatted.state == State::kNotRead;
  if (is_faulty && formatted.line != 0) faulty_lines_of_ = formatted.path;
  if (formatted.state == State::kNoJson) complain(placed(formatted));
  if (formatted.state == State::kNotRead)
    complain(fmt::format("{}: {}", formatted.path, formatted.why));
  if (formatted.state != State::kChanged || (!run_.check && !run_.diff)) return;
  const bool is_first =
      formatted.line == 0 || std::exchange(told_lines_of_, formatted.path) != formatted.path;
  if (is_first) output_.write(run_.diff ? diff_header(formatted.path) : formatted.path + "\n");
  if (run_.diff) show_difference(formatted);
}

void FmtWriter::show_difference(const Formatted& formatted) {
  if (formatted.line == 0) {
    output_.write(diff_hunks(formatted.before, formatted.after, kContext));
  } else {
    output_.write(diff_hunks(formatted.before + "\n", formatted.after + "\n", 0, formatted.line));
  }
}

void FmtWriter::write(FormattedJob done, When linked) {
  if (done.lines) return write_lines(*std::move(done.lines), linked);
  for (const Formatted& formatted : done.documents) write_document(formatted, linked);
}

void FmtWriter::write_document(const Formatted& formatted, When linked) {
  if (formatted.path == "-") return output_.write(formatted.after);
  if (formatted.state != State::kChanged) return;
  if (linked == When::kLater && has_other_names(formatted.path))
    return waiting_.push_back(formatted.path);
  if (const auto replaced = replace_file(formatted.path, formatted.after); !replaced)
    fail(fmt::format("cannot write {}: {}", formatted.path, replaced.error().message));
}

void FmtWriter::write_lines(Lines lines, When linked) {
  const std::string path = lines.input.path;
  if (path == "-") return output_.write(lines.block.lines);
  if (linked == When::kLater && has_other_names(path)) {
    if (lines.is_end) waiting_.push_back(path);
    return;
  }
  if (lines.block.oversized > 0) return;  // told already
  if (faulty_lines_of_ == path) lines.input.error = "a line is no JSON";
  if (const auto written = json_lines_.write(lines, path); !written)
    fail(fmt::format("cannot write {}: {}", path, written.error().message));
}

void FmtWriter::fail(const std::string& sentence) {
  complain(sentence);
  not_done_ = true;
}

void FmtWriter::sum_up() const {
  const bool is_done = !run_.check && !run_.diff;
  std::string sentence =
      fmt::format("{} document{} {}, {} unchanged", changed_, changed_ == 1 ? "" : "s",
                  is_done ? "formatted" : "would be formatted", same_);
  if (no_stac_ > 0) sentence += fmt::format(", {} left alone: no STAC", no_stac_);
  if (no_json_ > 0) sentence += fmt::format(", {} left alone: no JSON", no_json_);
  complain(sentence);
}

int FmtWriter::finish() {
  progress_.clear();
  if (const auto finished = output_.finish(); !finished) fail(finished.error().message);
  if (!run_.quiet) sum_up();
  if (not_done_) return status::kNotDone;
  return no_json_ > 0 || (run_.check && changed_ > 0) ? status::kFindings : status::kClean;
}

}  // namespace stacmlm::cli
