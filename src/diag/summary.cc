// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "diag/summary_sentence.h"
#include "stacmlm/diag/report.h"

namespace stacmlm::diag {
namespace {

std::string counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace

void Summary::add(const DocumentReport& document) {
  if (!document.is_further) {
    ++documents;
    if (document.line_of_file > 0) ++lines;
    ++(!document.valid ? failed : *document.valid ? valid : invalid);
  }
  for (const Diagnostic& finding : document.findings) {
    switch (finding.severity) {
      case Severity::kInfo:
        ++infos;
        break;
      case Severity::kWarning:
        ++warnings;
        break;
      case Severity::kError:
        ++errors;
        break;
    }
  }
}

std::string sentence_of(const Summary& summary) {
  std::string sentence = "no findings";
  if (summary.errors + summary.warnings + summary.infos > 0) {
    sentence = counted(summary.errors, "error") + ", " + counted(summary.warnings, "warning");
    if (summary.infos > 0) sentence += ", " + counted(summary.infos, "info");
  }
  sentence += " in " + counted(summary.documents, summary.lines > 0 ? "document" : "file");
  if (summary.failed > 0)
    sentence += "; " + counted(summary.failed, "file") + " could not be opened";
  return sentence;
}

}  // namespace stacmlm::diag
