// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "diag/forms.h"
#include "diag/paint.h"
#include "diag/place.h"
#include "diag/summary_sentence.h"
#include "diag/visible.h"

namespace stacmlm::diag {
namespace {

class ConciseRenderer final : public Renderer {
 public:
  ConciseRenderer(bool colour, Write write) : paint_(colour), write_(std::move(write)) {}

  void document(const DocumentReport& report) override {
    if (!report.valid) {
      write_(fmt::format("{}: {}: {}\n", visible(report.path), paint_.of(Severity::kError, "error"),
                         visible(report.error)));
    }
    for (const Diagnostic& finding : report.findings) {
      const Place place = place_in_file(report, finding.span);
      write_(fmt::format("{}:{}:{}: {}[{}] {}\n", visible(place.file), place.line, place.column,
                         paint_.of(finding.severity, name_of(finding.severity)), finding.code,
                         visible(finding.message)));
    }
  }

  void end(const Summary& summary) override { write_(sentence_of(summary) + "\n"); }

 private:
  Paint paint_;
  Write write_;
};

}  // namespace

std::unique_ptr<Renderer> concise_form(const RenderOptions& options, Renderer::Write write) {
  return std::make_unique<ConciseRenderer>(options.colour, std::move(write));
}

}  // namespace stacmlm::diag
