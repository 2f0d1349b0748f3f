// SPDX-License-Identifier: Apache-2.0
#include "cli/compose_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <set>
#include <utility>

#include "cli/file_text.h"
#include "cli/output.h"
#include "cli/policy.h"
#include "cli/status.h"
#include "cli/terminal.h"
#include "cli/writer.h"
#include "stacmlm/json/parser.h"

namespace stacmlm::cli {
namespace {

/// Writes reports and keeps count.
class Reports {
 public:
  static base::Result<std::unique_ptr<Reports>> open(const ComposeCheck& options) {
    STACMLM_TRY(Output output, Output::open(options.output));
    std::unique_ptr<Reports> reports(new Reports(std::move(output), options.strict));
    const bool colour = options.output == "-" && colour_on_stdout();
    STACMLM_TRY(
        reports->renderer_,
        diag::make_renderer(options.format, render_options(colour),
                            [to = &reports->output_](std::string_view text) { to->write(text); }));
    reports->renderer_->begin();
    return reports;
  }

  void add(diag::DocumentReport report) {
    for (diag::Diagnostic& finding : report.findings)
      finding.severity = severity_under(strict_, finding.severity);
    renderer_->document(report);
    summary_.add(report);
  }

  int finish() {
    renderer_->end(summary_);
    if (const auto finished = output_.finish(); !finished) {
      complain(finished.error().message);
      return status::kNotDone;
    }
    if (summary_.failed > 0) return status::kNotDone;
    return summary_.errors > 0 ? status::kFindings : status::kClean;
  }

 private:
  Reports(Output output, bool strict) : output_(std::move(output)), strict_(strict) {}

  Output output_;
  bool strict_;
  std::unique_ptr<diag::Renderer> renderer_;
  diag::Summary summary_;
};

class Checks {
 public:
  explicit Checks(Reports& reports) : reports_(reports) {}

  void check(const std::string& path, bool is_runtime) {
    if (!seen_.insert(path).second) return;
    const auto checked = check_compose(path, is_runtime);
    if (!checked) {
      diag::DocumentReport report;
      report.path = path;
      report.profile = "documented";
      report.error = checked.error().message;
      reports_.add(std::move(report));
      return;
    }
    reports_.add(checked->report);
    if (is_runtime) return;
    for (const compose::Runtime& runtime : checked->runtimes) {
      if (runtime.file) check(*runtime.file, true);
    }
  }

 private:
  Reports& reports_;
  std::set<std::string> seen_;
};

}  // namespace

base::Result<compose::Checked> check_compose(const std::string& path, bool only_regular) {
  std::error_code none;
  if (only_regular && std::filesystem::exists(path, none) &&
      !std::filesystem::is_regular_file(path, none)) {
    return base::fail(base::ErrorKind::kIo, "not a file");
  }
  const std::size_t limit = json::ParseLimits{}.bytes;
  STACMLM_TRY(const FileText file, read_text(path, limit));
  if (!file.text) {
    return base::fail(base::ErrorKind::kLimitExceeded, fmt::format("larger than {} bytes", limit));
  }
  return compose::check(std::string(file.text->view()), path);
}

int run_compose_check(const ComposeCheck& options) {
  if (std::ranges::count(options.paths, "-") > 1) {
    complain("stdin (-) can be read once only");
    return status::kNotDone;
  }
  auto reports = Reports::open(options);
  if (!reports) {
    complain(reports.error().message);
    return status::kNotDone;
  }
  Checks checks(**reports);
  for (const std::string& path : options.paths) checks.check(path, false);
  return (*reports)->finish();
}

}  // namespace stacmlm::cli
