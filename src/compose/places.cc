// SPDX-License-Identifier: Apache-2.0
#include "compose/places.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "rules/report_places.h"
#include "stacmlm/json/line_index.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::compose {
namespace {

json::YamlPlace place_of(const rules::Finding& finding, const json::YamlDocument& yaml) {
  const bool is_key = finding.at == rules::At::kKey;
  return is_key ? yaml.key_place(finding.place) : yaml.value_place(finding.place);
}

diag::Diagnostic diagnostic_of(const rules::Rule& rule, diag::Severity severity) {
  diag::Diagnostic diagnostic;
  diagnostic.code = rule.code;
  diagnostic.severity = severity;
  diagnostic.spec = rules::spec_url(rule);
  return diagnostic;
}

}  // namespace

std::vector<diag::Diagnostic> place_findings(const json::YamlDocument& yaml,
                                             rules::Findings& findings) {
  std::vector<rules::Finding*> all;
  for (std::size_t i = 0; i < findings.all().size(); ++i) all.push_back(&findings.all()[i]);
  const auto order = [&](const rules::Finding* finding) {
    return std::tuple(place_of(*finding, yaml).begin, finding->rule->code,
                      std::string_view(finding->told.message));
  };
  std::ranges::stable_sort(all, {}, order);
  const auto is_same = [&](const auto* a, const auto* b) { return order(a) == order(b); };
  all.erase(std::unique(all.begin(), all.end(), is_same), all.end());

  std::vector<diag::Diagnostic> diagnostics;
  const json::LineIndex lines(yaml.text());
  for (rules::Finding* finding : all) {
    diag::Diagnostic diagnostic = diagnostic_of(*finding->rule, finding->severity);
    const json::YamlPlace place = place_of(*finding, yaml);
    diagnostic.message = std::move(finding->told.message);
    diagnostic.pointer = json::pointer_to(finding->place);
    diagnostic.span = lines.span(place.begin, place.end);
    diagnostic.hint = std::move(finding->told.hint);
    diagnostics.push_back(std::move(diagnostic));
  }
  if (findings.left_out() > 0)
    diagnostics.push_back(rules::surplus_diagnostic(findings.left_out(), findings.profile()));
  return diagnostics;
}

}  // namespace stacmlm::compose
