// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "diag/forms.h"
#include "diag/place.h"
#include "diag/summary_sentence.h"
#include "diag/visible.h"

namespace stacmlm::diag {
namespace {

std::string_view command_of(Severity severity) {
  return severity == Severity::kInfo ? "notice" : name_of(severity);
}

enum class Part { kMessage, kProperty };

std::string escaped(std::string_view text, Part part) {
  std::string out;
  for (const char c : text) {
    const bool ends_property = part == Part::kProperty && (c == ':' || c == ',');
    if (c == '%' || c == '\r' || c == '\n' || ends_property) {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out;
}

// Workflow commands of GitHub Actions, which become annotations of a pull request.
class GithubRenderer final : public Renderer {
 public:
  explicit GithubRenderer(Write write) : write_(std::move(write)) {}

  void document(const DocumentReport& report) override {
    if (!report.valid) {
      write_(fmt::format("::error file={}::{}\n", escaped(report.path, Part::kProperty),
                         escaped(visible(report.error), Part::kMessage)));
    }
    for (const Diagnostic& finding : report.findings) annotate(report, finding);
  }

  void end(const Summary& summary) override { write_(sentence_of(summary) + "\n"); }

 private:
  void annotate(const DocumentReport& report, const Diagnostic& finding) const {
    const Place place = place_in_file(report, finding.span);
    std::string at =
        fmt::format("file={},line={}", escaped(place.file, Part::kProperty), place.line);
    // Columns go only with an annotation of one line.
    if (place.line == place.end_line) at += fmt::format(",col={}", place.column);
    at += fmt::format(",endLine={}", place.end_line);
    if (place.line == place.end_line) at += fmt::format(",endColumn={}", place.end_column);
    std::string message = visible(finding.message);
    if (!finding.hint.empty()) message += "\nhelp: " + visible(finding.hint);
    write_(fmt::format("::{} {},title={}::{}\n", command_of(finding.severity), at,
                       escaped(finding.code, Part::kProperty), escaped(message, Part::kMessage)));
  }

  Write write_;
};

}  // namespace

std::unique_ptr<Renderer> github_form(const RenderOptions& /*options*/, Renderer::Write write) {
  return std::make_unique<GithubRenderer>(std::move(write));
}

}  // namespace stacmlm::diag
