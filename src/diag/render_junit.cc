// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "diag/forms.h"
#include "diag/place.h"
#include "diag/visible.h"

namespace stacmlm::diag {
namespace {

// Text for XML: what XML cannot hold becomes visible, the rest of the markup is escaped.
std::string xml(std::string_view text) {
  std::string out;
  for (const char c : visible(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string place_text(const DocumentReport& report, const Diagnostic& finding) {
  const Place place = place_in_file(report, finding.span);
  return fmt::format("{}:{}:{}", xml(place.file), place.line, place.column);
}

std::string failure(const DocumentReport& report, const Diagnostic& finding) {
  std::string out =
      fmt::format("      <failure type=\"{}\" message=\"{}\">{}\nat {}\n", xml(finding.code),
                  xml(finding.message), place_text(report, finding), xml(finding.pointer));
  if (!finding.hint.empty()) out += fmt::format("help: {}\n", xml(finding.hint));
  if (!finding.spec.empty()) out += fmt::format("spec: {}\n", xml(finding.spec));
  return out + "</failure>\n";
}

// A test suite with one test case for each document. The totals stand on the suites only, because
// the outermost element is written before they are known.
class JunitRenderer final : public Renderer {
 public:
  explicit JunitRenderer(Write write) : write_(std::move(write)) {}

  void begin() override {
    write_("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"mlm\">\n");
  }

  void document(const DocumentReport& report) override {
    std::string failures;
    std::string notes;
    for (const Diagnostic& finding : report.findings) {
      if (finding.severity == Severity::kError) {
        failures += failure(report, finding);
      } else {
        notes += fmt::format("{}: {}[{}] {}\n", place_text(report, finding),
                             name_of(finding.severity), xml(finding.code), xml(finding.message));
      }
    }
    const std::string path = xml(report.path);
    std::string out = fmt::format(
        "  <testsuite name=\"{}\" tests=\"1\" failures=\"{}\" errors=\"{}\" skipped=\"0\">\n"
        "    <testcase classname=\"mlm.validate\" name=\"{}\">\n",
        path, failures.empty() ? 0 : 1, report.valid ? 0 : 1, path);
    if (!report.valid) {
      out += fmt::format("      <error message=\"{}\"/>\n", xml(report.error));
    }
    out += failures;
    if (!notes.empty()) out += "      <system-out>" + notes + "</system-out>\n";
    write_(out + "    </testcase>\n  </testsuite>\n");
  }

  void end(const Summary& /*summary*/) override { write_("</testsuites>\n"); }

 private:
  Write write_;
};

}  // namespace

std::unique_ptr<Renderer> junit_form(const RenderOptions& /*options*/, Renderer::Write write) {
  return std::make_unique<JunitRenderer>(std::move(write));
}

}  // namespace stacmlm::diag
