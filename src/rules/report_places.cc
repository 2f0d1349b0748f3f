// SPDX-License-Identifier: Apache-2.0
#include "rules/report_places.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "rules/spec_link.h"
#include "rules/text/rules.h"
#include "stacmlm/json/line_index.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::rules {
namespace {

struct Bytes {
  std::uint32_t begin;
  std::uint32_t end;
};

Bytes bytes_of(const Finding& finding) {
  const json::Node& node = finding.place.node();
  if (finding.at == At::kKey && finding.place.has_key()) {
    return {node.key_begin - 1, node.key_begin + node.key_length + 1};
  }
  if (finding.at == At::kOpening) return {node.begin, node.begin + 1};
  return {node.begin, node.end};
}

diag::Diagnostic diagnostic_of(Finding& finding, const json::LineIndex& lines) {
  diag::Diagnostic diagnostic;
  diagnostic.code = finding.rule->code;
  diagnostic.severity = finding.severity;
  diagnostic.message = std::move(finding.message);
  diagnostic.pointer = json::pointer_to(finding.place);
  const Bytes bytes = bytes_of(finding);
  diagnostic.span = lines.span(bytes.begin, bytes.end);
  diagnostic.hint = std::move(finding.hint_text);
  for (Finding::RelatedPlace& related : finding.related_places) {
    const json::Node& node = related.place.node();
    diagnostic.related.push_back({json::pointer_to(related.place), lines.span(node.begin, node.end),
                                  std::move(related.message)});
  }
  diagnostic.fix = std::move(finding.cure);
  diagnostic.spec = spec_url(finding, diagnostic.pointer);
  return diagnostic;
}

diag::Diagnostic surplus_diagnostic(std::size_t left_out, Profile profile) {
  diag::Diagnostic diagnostic;
  diagnostic.code = kMoreFindings.code;
  diagnostic.severity = *kMoreFindings.severities.in(profile);
  diagnostic.message =
      fmt::format("at least {} more findings of this document are not listed", left_out);
  diagnostic.span = {0, 0, 1, 1, 1, 1};
  return diagnostic;
}

}  // namespace

std::vector<diag::Diagnostic> place_findings(const json::Document& document, Findings& findings) {
  std::vector<diag::Diagnostic> diagnostics;
  auto& all = findings.all();
  if (all.empty() && findings.left_out() == 0) return diagnostics;
  const auto order = [](const Finding& f) {
    return std::tuple(bytes_of(f).begin, f.rule->code, std::string_view(f.message));
  };
  std::ranges::stable_sort(all, {}, order);
  const auto repeated =
      std::unique(all.begin(), all.end(),
                  [&](const Finding& a, const Finding& b) { return order(a) == order(b); });
  all.erase(repeated, all.end());

  const json::LineIndex lines(document.text());
  diagnostics.reserve(all.size());
  for (Finding& finding : all) diagnostics.push_back(diagnostic_of(finding, lines));
  if (findings.left_out() > 0)
    diagnostics.push_back(surplus_diagnostic(findings.left_out(), findings.profile()));
  return diagnostics;
}

}  // namespace stacmlm::rules
