// SPDX-License-Identifier: Apache-2.0
#include "cli/worker.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "cli/file_text.h"
#include "cli/fix.h"
#include "cli/out_of_memory.h"
#include "rules/text/text_findings.h"

namespace stacmlm::cli {
namespace {

// A report keeps its document's text to show lines of it. Many large ones would fill the memory.
constexpr std::size_t kKeptText = std::size_t{4} << 20U;

diag::DocumentReport empty_report(const FilePolicy& policy, std::string path) {
  diag::DocumentReport report;
  report.path = std::move(path);
  report.profile = policy.profile() == rules::Profile::kPublished ? "published" : "documented";
  return report;
}

diag::DocumentReport unread(const FilePolicy& policy, std::string path, std::string error) {
  diag::DocumentReport report = empty_report(policy, std::move(path));
  report.error = std::move(error);
  return report;
}

diag::DocumentReport faulty(const FilePolicy& policy, std::string path,
                            const json::SyntaxFault& fault) {
  diag::DocumentReport report = empty_report(policy, std::move(path));
  report.valid = false;
  report.findings.push_back(rules::fault_diagnostic(fault, {}));
  return report;
}

json::SyntaxFault too_large(std::size_t bytes, std::size_t limit) {
  return {json::SyntaxFault::Kind::kSize, 0,
          fmt::format("{} bytes or more, the limit is {}", bytes, limit)};
}

}  // namespace

Checked finished(const FilePolicy& policy, diag::DocumentReport report) {
  Checked checked;
  checked.silences = policy.silences();
  std::erase_if(report.findings, [&](diag::Diagnostic& finding) {
    const auto severity = policy.shown(report, finding, &checked.used_silences);
    if (!severity) return true;
    finding.severity = *severity;
    checked.fails = checked.fails || *severity == diag::Severity::kError;
    return false;
  });
  if (report.findings.empty() || report.text.size() > kKeptText) std::string().swap(report.text);
  checked.report = std::move(report);
  return checked;
}

Done Worker::work(Job job) {
  Done done;
  if (const auto* inputs = std::get_if<std::vector<Input>>(&job)) {
    for (const Input& input : *inputs) done.documents.push_back(file(input));
  } else if (auto* some = std::get_if<Lines>(&job)) {
    lines(std::move(*some), done);
  } else if (auto* piped_text = std::get_if<Piped>(&job)) {
    done.documents.push_back(piped(std::move(*piped_text)));
  } else {
    const NoLines& none = std::get<NoLines>(job);
    const FilePolicy policy(options_->policy, none.input.config, none.input.path);
    diag::DocumentReport report = faulty(policy, none.input.path, none.fault);
    if (none.fault.kind == json::SyntaxFault::Kind::kSyntax) {
      report.findings.front().hint = "name it .json, or write one document a line";
    }
    done.documents.push_back(finished(policy, std::move(report)));
  }
  return done;
}

Checked Worker::piped(Piped piped) {
  const std::size_t limit = options_->check.limits.bytes;
  const FilePolicy policy(options_->policy, piped.input.config, piped.input.path);
  if (piped.text.size() > limit) {
    return finished(policy, faulty(policy, piped.input.path, too_large(piped.text.size(), limit)));
  }
  Checked checked = document(
      policy, [&] { return json::Text::copy_of(piped.text); }, piped.input);
  if (checked.fixes == 0 && options_->fixes != Fixes::kNone) {
    checked.before = piped.text;
    checked.after = std::move(piped.text);
  }
  return checked;
}

Checked Worker::file(const Input& input) {
  const FilePolicy policy(options_->policy, input.config, input.path);
  const std::size_t limit = options_->check.limits.bytes;
  base::Result<FileText> text = base::fail(base::ErrorKind::kIo, input.error);
  if (input.error.empty()) text = read_text(input.path, limit);
  if (!text) return finished(policy, unread(policy, input.path, text.error().message));
  if (!text->text) {
    return finished(policy, faulty(policy, input.path, too_large(text->bytes, limit)));
  }
  return document(
      policy, [&] { return *std::move(text->text); }, input, options_->tree);
}

Checked Worker::document(const FilePolicy& policy, const std::function<json::Text()>& text,
                         const Input& input, bool in_tree) {
  return unless_out_of_memory([&] { return check(policy, text(), input, in_tree); },
                              [&] {
                                for (auto& judge : judges_) judge.reset();  // they hold most of it
                                return finished(policy, unread(policy, input.path, kOutOfMemory));
                              });
}

Checked Worker::check(const FilePolicy& policy, json::Text text, const Input& input, bool in_tree) {
  Judge& judge = this->judge(policy.profile());
  Judged judged = judge.judge(std::move(text), input.path);
  const auto wants = [&](const diag::DocumentReport& of, const diag::Diagnostic& finding) {
    const bool is_safe =
        finding.fix && finding.fix->applicability == diag::Fix::Applicability::kSafe;
    return (is_safe || options_->fixes == Fixes::kAll) && policy.shown(of, finding, nullptr);
  };
  const bool fixes = options_->fixes != Fixes::kNone;
  const bool is_left_alone = fixes && input.is_outside &&
                             std::ranges::any_of(judged.report.findings, [&](const auto& finding) {
                               return finding.fix && wants(judged.report, finding);
                             });
  std::string before;
  Fixed fixed;
  if (fixes && !input.is_outside && !judged.report.findings.empty()) {
    before = judged.report.text;
    fixed = fix(judge, before, std::move(judged), wants);
    judged = std::move(fixed.judged);
  }
  std::optional<rules::TreeNotes> notes;
  if (in_tree) notes = judge.notes(judged.report);
  Checked checked = finished(policy, std::move(judged.report));
  checked.comparisons = std::move(judged.comparisons);
  checked.not_done = std::move(judged.not_done);
  checked.notes = std::move(notes);
  checked.fixes = fixed.fixes;
  checked.is_left_alone = is_left_alone;
  if (fixed.fixes > 0) {
    checked.before = std::move(before);
    checked.after = std::move(fixed.text);
  }
  return checked;
}

void Worker::lines(Lines lines, Done& done) {
  const std::string& path = lines.input.path;
  const FilePolicy policy(options_->policy, lines.input.config, path);
  const bool rewrites = options_->fixes != Fixes::kNone && !lines.input.is_outside;
  if (!lines.input.error.empty()) {
    done.documents.push_back(finished(policy, unread(policy, path, lines.input.error)));
  }
  std::size_t number = lines.block.first_line;
  const auto place = [&] { return fmt::format("{}:{}", path, number); };
  const auto add = [&](Checked checked) {
    checked.report.line_of_file = static_cast<std::uint32_t>(number);
    done.documents.push_back(std::move(checked));
  };
  if (lines.block.oversized > 0) {
    const std::size_t limit = options_->check.limits.bytes;
    add(finished(policy, faulty(policy, place(), too_large(lines.block.oversized, limit))));
  }
  std::string rewritten;
  std::string_view rest = lines.block.lines;
  for (; !rest.empty(); ++number) {
    const Line line = take_line(rest);
    std::string_view now = line.text;
    if (!line.is_blank) {
      Input each{place()};
      each.is_outside = lines.input.is_outside;
      add(document(
          policy, [&] { return json::Text::copy_of(line.text); }, each));
      if (done.documents.back().fixes > 0) {
        now = done.documents.back().after;
        lines.is_changed = true;
      }
    }
    if (!rewrites) continue;
    rewritten += now;
    if (line.has_end) rewritten += '\n';
  }
  if (!rewrites) return;
  lines.block.lines = std::move(rewritten);
  done.lines = std::move(lines);
}

Judge& Worker::judge(rules::Profile profile) {
  auto& judge = judges_[profile == rules::Profile::kPublished ? 0 : 1];
  if (!judge) {
    rules::CheckOptions options = options_->check;
    options.profile = profile;
    judge = options_->make_judge(options);
  }
  return *judge;
}

}  // namespace stacmlm::cli
