// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "diag/excerpt.h"
#include "diag/forms.h"
#include "diag/paint.h"
#include "diag/place.h"
#include "diag/summary_sentence.h"
#include "diag/visible.h"

namespace stacmlm::diag {
namespace {

class TextRenderer final : public Renderer {
 public:
  TextRenderer(bool colour, Write write) : paint_(colour), write_(std::move(write)) {}

  void document(const DocumentReport& report) override {
    if (!report.valid) {
      write_(fmt::format("{}: {}: {}\n\n", visible(report.path),
                         paint_.of(Severity::kError, "error"), visible(report.error)));
    }
    if (report.findings.empty()) return;
    const json::LineIndex lines(report.text);
    for (const Diagnostic& finding : report.findings) write_(finding_text(report, finding, lines));
  }

  void end(const Summary& summary) override { write_(sentence_of(summary) + "\n"); }

 private:
  [[nodiscard]] std::string finding_text(const DocumentReport& report, const Diagnostic& finding,
                                         const json::LineIndex& lines) const {
    const Place place = place_in_file(report, finding.span);
    std::string out = fmt::format(
        "{}:{}:{}: {} {}\n", visible(place.file), place.line, place.column,
        paint_.of(finding.severity, fmt::format("{}[{}]", name_of(finding.severity), finding.code)),
        paint_.strong(visible(finding.message)));
    const Excerpt excerpt = excerpt_of(report, finding, lines, paint_);
    out += excerpt.text;

    const auto note = [&](std::string_view name, std::string_view text) {
      out += fmt::format("{:{}} {} {}{}\n", "", excerpt.gutter, paint_.faint("="), name,
                         visible(text));
    };
    if (!finding.pointer.empty()) note("at ", finding.pointer);
    for (const Related& related : finding.related) {
      if (!excerpt.text.empty() && related.span.line > 0) continue;
      note("see: ", fmt::format("{}: {}", related.pointer, related.message));
    }
    if (!finding.hint.empty()) note("help: ", finding.hint);
    if (finding.fix) {
      note("fix: ",
           fmt::format("{} ({})", finding.fix->description, name_of(finding.fix->applicability)));
    }
    if (!finding.spec.empty()) note("spec: ", finding.spec);
    return out + "\n";
  }

  Paint paint_;
  Write write_;
};

}  // namespace

std::unique_ptr<Renderer> text_form(const RenderOptions& options, Renderer::Write write) {
  return std::make_unique<TextRenderer>(options.colour, std::move(write));
}

}  // namespace stacmlm::diag
