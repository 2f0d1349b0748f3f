// SPDX-License-Identifier: Apache-2.0
#include "cli/told_errors.h"

#include <fmt/format.h>

#include "cli/terminal.h"
#include "cli/writer.h"
#include "stacmlm/rules/check.h"

namespace stacmlm::cli {

diag::DocumentReport errors_in(const std::string& text, const std::string& path,
                               rules::Profile profile) {
  rules::CheckOptions options;
  options.profile = profile;
  options.least = diag::Severity::kError;
  return rules::Checker(options).check(json::Text::copy_of(text), path);
}

void tell_errors(const diag::DocumentReport& report) {
  auto renderer = diag::make_renderer("text", render_options(false), &write_to_stderr);
  if (!renderer) return;
  write_to_stderr(fmt::format("in profile {}:\n", report.profile));
  diag::Summary summary;
  summary.add(report);
  (*renderer)->begin();
  (*renderer)->document(report);
  (*renderer)->end(summary);
}

}  // namespace stacmlm::cli
