// SPDX-License-Identifier: Apache-2.0
#include "rules/text/text_findings.h"

#include <fmt/format.h>

#include <algorithm>

#include "rules/nearest.h"
#include "rules/text/rules.h"
#include "stacmlm/json/line_index.h"

namespace stacmlm::rules {
namespace {

const Rule& rule_of(json::SyntaxFault::Kind kind) {
  switch (kind) {
    case json::SyntaxFault::Kind::kEncoding:
      return kNotUtf8;
    case json::SyntaxFault::Kind::kDepth:
      return kTooDeep;
    case json::SyntaxFault::Kind::kSize:
      return kTooLarge;
    default:
      return kNotJson;
  }
}

}  // namespace

diag::Diagnostic fault_diagnostic(const json::SyntaxFault& fault, std::string_view text) {
  diag::Diagnostic diagnostic;
  diagnostic.code = rule_of(fault.kind).code;
  diagnostic.severity = diag::Severity::kError;
  diagnostic.message = fault.message;
  if (fault.kind == json::SyntaxFault::Kind::kEncoding) diagnostic.hint = "save it as UTF-8";
  // Only what stands before the fault is needed to count lines.
  const std::size_t needed = std::min<std::size_t>(text.size(), std::size_t{fault.offset} + 1);
  diagnostic.span = json::LineIndex(text.substr(0, needed))
                        .span(fault.offset, static_cast<std::uint32_t>(needed));
  return diagnostic;
}

void report_notes(const json::Document& document, Findings& findings) {
  using NoteKind = json::Note::Kind;
  for (const json::Note& note : document.notes()) {
    const json::Value place = document.value_at(note.node);
    switch (note.kind) {
      case NoteKind::kByteOrderMark:
        findings.run(kByteOrderMark);
        findings.at_opening(place, "the text starts with a byte order mark")
            .hint("save it as UTF-8 without one");
        break;
      case NoteKind::kDuplicateKey:
        findings.run(kDuplicateKey);
        findings
            .at_key(place,
                    fmt::format("the key {} stands twice in this object", shown(place.key())))
            .hint("readers take the last one; keep one");
        break;
      case NoteKind::kLoneSurrogate:
        findings.run(kLoneSurrogate);
        findings.at_value(place, "half of a surrogate pair, which stands for no character");
        break;
      case NoteKind::kNumberRange:
        findings.run(kNumberRange);
        findings.at_value(place,
                          fmt::format("{} is beyond what a double holds", shown(place.raw())));
        break;
    }
  }
}

}  // namespace stacmlm::rules
