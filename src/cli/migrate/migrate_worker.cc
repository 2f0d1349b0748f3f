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
  } else {
    auto& piped = std::get<Piped>(job);
    done.documents.push_back(
        document([&] { return json::Text::copy_of(piped.text); }, piped.input.path));
  }
  return done;
}

MigratedDocument MigrateWorker::file(const Input& input) {
  MigratedDocument failed;
  failed.path = input.path;
  failed.error = input.error;
  if (!input.error.empty()) return failed;
  auto text = read_text(input.path, run_->limits.bytes);
  if (!text) {
    failed.error = text.error().message;
  } else if (!text->text) {
    failed.error = too_large(text->bytes, run_->limits.bytes);
  } else {
    return document([&] { return *std::move(text->text); }, input.path);
  }
  return failed;
}

MigratedDocument MigrateWorker::document(const std::function<json::Text()>& text,
                                         const std::string& path) {
  return unless_out_of_memory([&] { return migrate(text(), path); },
                              [&] {
                                document_ = {};
                                MigratedDocument failed;
                                failed.path = path;
                                failed.error = kOutOfMemory;
                                return failed;
                              });
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
    MigratedDocument failed;
    failed.path = fmt::format("{}:{}", lines.input.path, number);
    failed.line = number;
    failed.error = too_large(lines.block.oversized, run_->limits.bytes);
    done.documents.push_back(std::move(failed));
  }
  std::string rewritten;
  std::string_view rest = lines.block.lines;
  for (; !rest.empty(); ++number) {
    const std::size_t newline = rest.find('\n');
    const std::string_view line = rest.substr(0, newline);
    rest.remove_prefix(newline == std::string_view::npos ? rest.size() : newline + 1);
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) {
      rewritten += line;
    } else {
      MigratedDocument migrated = document([&] { return json::Text::copy_of(line); },
                                           fmt::format("{}:{}", lines.input.path, number));
      migrated.line = number;
      lines.is_changed = lines.is_changed || migrated.is_changed();
      rewritten += migrated.error.empty() ? std::string_view(migrated.after()) : line;
      migrated.before.clear();
      migrated.migration.text.clear();
      done.documents.push_back(std::move(migrated));
    }
    if (newline != std::string_view::npos) rewritten += '\n';
  }
  lines.block.lines = std::move(rewritten);
  done.lines = std::move(lines);
}

}  // namespace stacmlm::cli
