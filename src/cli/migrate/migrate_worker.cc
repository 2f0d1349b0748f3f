// SPDX-License-Identifier: Apache-2.0
#include "cli/migrate/migrate_worker.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "cli/file_text.h"
#include "cli/out_of_memory.h"
#include "stacmlm/json/line_index.h"

namespace stacmlm::cli {
namespace {

std::string too_large(std::size_t bytes, std::size_t limit) {
  return fmt::format("{} bytes, the limit is {}", bytes, limit);
}

rules::CheckOptions only_errors(const json::ParseLimits& limits) {
  rules::CheckOptions options;
  options.limits = limits;
  options.least = diag::Severity::kError;
  options.keep_text = false;
  return options;
}

MigratedDocument failed(std::string path, std::string error) {
  MigratedDocument document;
  document.path = std::move(path);
  document.error = std::move(error);
  return document;
}

bool is_error(const diag::Diagnostic& finding) {
  return finding.severity == diag::Severity::kError;
}

}  // namespace

MigrateWorker::MigrateWorker(const MigrateRun& run)
    : run_(&run), parser_(run.limits), checker_(only_errors(run.limits)) {}

MigrateDone MigrateWorker::work(Job job) {
  MigrateDone done;
  if (auto* inputs = std::get_if<std::vector<Input>>(&job)) {
    for (const Input& input : *inputs) done.documents.push_back(file(input));
  } else if (auto* lines_of = std::get_if<Lines>(&job)) {
    lines(std::move(*lines_of), done);
  } else if (auto* piped = std::get_if<Piped>(&job)) {
    done.documents.push_back(
        document([&] { return json::Text::copy_of(piped->text); }, piped->input));
  } else {
    const NoLines& none = std::get<NoLines>(job);
    done.documents.push_back(failed(none.input.path, none.fault.message));
  }
  return done;
}

MigratedDocument MigrateWorker::file(const Input& input) {
  if (!input.error.empty()) return failed(input.path, input.error);
  auto text = read_text(input.path, run_->limits.bytes);
  if (!text) return failed(input.path, text.error().message);
  if (!text->text) return failed(input.path, too_large(text->bytes, run_->limits.bytes));
  return document([&] { return *std::move(text->text); }, input);
}

MigratedDocument MigrateWorker::document(const std::function<json::Text()>& text,
                                         const Input& input) {
  auto migrated = unless_out_of_memory([&] { return migrate(text(), input.path); },
                                       [&] {
                                         document_ = {};
                                         return failed(input.path, std::string(kOutOfMemory));
                                       });
  // A stranger's catalogue must not choose which files are written.
  if (migrated.is_changed() && input.is_outside && run_->target == MigrateRun::Target::kInPlace)
    return failed(input.path, fmt::format("{}; it stays as it is", kOutside));
  return migrated;
}

MigratedDocument MigrateWorker::migrate(json::Text text, std::string path) {
  MigratedDocument migrated;
  migrated.path = std::move(path);
  const auto fault = parser_.parse(std::move(text), document_);
  migrated.before = document_.text();
  if (fault) {
    const auto at = json::LineIndex(document_.text()).span(fault->offset, fault->offset + 1);
    migrated.error = fmt::format("{}:{}: {}", at.line, at.column, fault->message);
    return migrated;
  }
  auto migration = mlm::migrate(document_, run_->migration);
  if (!migration) {
    migrated.error = std::move(migration).error().message;
    return migrated;
  }
  migrated.migration = *std::move(migration);
  if (migrated.is_changed()) check(migrated);
  return migrated;
}

void MigrateWorker::check(MigratedDocument& migrated) {
  migrated.faults = checker_.check(json::Text::copy_of(migrated.after()), migrated.path);
  std::erase_if(migrated.faults.findings, [](const auto& finding) { return !is_error(finding); });
  if (migrated.faults.findings.empty()) return;
  std::set<std::string_view> known;
  const auto before = checker_.check(json::Text::copy_of(migrated.before), migrated.path);
  for (const diag::Diagnostic& finding : before.findings) {
    if (is_error(finding)) known.insert(finding.code);
  }
  migrated.added_faults = static_cast<std::size_t>(std::ranges::count_if(
      migrated.faults.findings,
      [&](const diag::Diagnostic& finding) { return !known.contains(finding.code); }));
}

void MigrateWorker::lines(Lines lines, MigrateDone& done) {
  std::size_t number = lines.block.first_line;
  if (lines.block.oversized > 0) {
    done.documents.push_back(failed(fmt::format("{}:{}", lines.input.path, number),
                                    too_large(lines.block.oversized, run_->limits.bytes)));
    done.documents.back().line = number;
  }
  std::string rewritten;
  std::string_view rest = lines.block.lines;
  for (; !rest.empty(); ++number) {
    const Line line = take_line(rest);
    if (line.is_blank) {
      rewritten += line.text;
    } else {
      Input each{fmt::format("{}:{}", lines.input.path, number)};
      each.is_outside = lines.input.is_outside;
      MigratedDocument migrated = document([&] { return json::Text::copy_of(line.text); }, each);
      migrated.line = number;
      lines.is_changed = lines.is_changed || migrated.is_changed();
      rewritten += migrated.error.empty() ? std::string_view(migrated.after()) : line.text;
      migrated.before.clear();
      migrated.migration.text.clear();
      done.documents.push_back(std::move(migrated));
    }
    if (line.has_end) rewritten += '\n';
  }
  lines.block.lines = std::move(rewritten);
  done.lines = std::move(lines);
}

}  // namespace stacmlm::cli
