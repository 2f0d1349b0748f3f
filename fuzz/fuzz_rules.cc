// SPDX-License-Identifier: Apache-2.0
// Any document in both profiles: each finding is whole, each report can be written, each fix works.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "require.h"
#include "stacmlm/diag/renderer.h"
#include "stacmlm/json/parser.h"
#include "stacmlm/rules/check.h"

namespace stacmlm::rules {
namespace {

void check_fix(std::string_view text, const diag::Fix& fix, bool has_duplicates) {
  require(!fix.description.empty() && !fix.patch.empty(), "a fix says what it does");
  const auto fixed = json::apply_patch(text, fix.patch);
  // A pointer cannot tell members of one name apart.
  if (!fixed) return require(has_duplicates, "a fix can be applied: " + fixed.error().message);
  json::Document document;
  require(!json::Parser().parse(json::Text::copy_of(*fixed), document), "a fixed text is JSON");
}

void check_finding(const diag::Diagnostic& finding) {
  require(find_rule(finding.code) != nullptr, "a finding has a rule");
  require(!finding.message.empty(), "a finding says something");
  require(finding.pointer.empty() || finding.pointer.front() == '/', "a finding has a pointer");
  require(finding.span.line >= 1 && finding.span.column >= 1, "a finding has a place");
  for (const diag::Related& related : finding.related)
    require(related.span.line >= 1 && !related.message.empty(), "a related place is one");
}

void check_rendered(const diag::DocumentReport& report) {
  diag::Summary summary;
  summary.add(report);
  for (const std::string_view format : diag::renderer_formats()) {
    std::string written;
    auto renderer = diag::make_renderer(format, {true, "0", {}},
                                        [&](std::string_view text) { written += text; });
    require(renderer.has_value(), "a form is known");
    (*renderer)->begin();
    (*renderer)->document(report);
    (*renderer)->end(summary);
    json::Document document;
    if (format.find("json") != std::string_view::npos || format == "sarif")
      require(!json::Parser().parse(json::Text::copy_of(written), document), "a report is JSON");
  }
}

void check(Profile profile, std::string_view text) {
  CheckOptions options;
  options.profile = profile;
  Checker checker(options);
  const diag::DocumentReport report = checker.check(json::Text::copy_of(text), "a.json");
  require(report.valid.has_value(), "a document is valid or not");
  const auto notes = checker.document().notes();
  const bool has_duplicates = std::ranges::any_of(
      notes, [](const json::Note& note) { return note.kind == json::Note::Kind::kDuplicateKey; });
  for (const diag::Diagnostic& finding : report.findings) {
    check_finding(finding);
    if (finding.fix) check_fix(text, *finding.fix, has_duplicates);
  }
  check_rendered(report);
}

}  // namespace
}  // namespace stacmlm::rules

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  stacmlm::rules::check(stacmlm::rules::Profile::kPublished, text);
  stacmlm::rules::check(stacmlm::rules::Profile::kDocumented, text);
  return 0;
}
