// SPDX-License-Identifier: Apache-2.0
#include "rules/report_places.h"

#include <fmt/format.h>

#include <algorithm>
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

/// Fills in pointers, lines and columns of many places, each kind in one walk over the document.
class Places {
 public:
  explicit Places(std::size_t count) {
    pointers_.reserve(count);
    ends_.reserve(2 * count);
  }

  /// `pointer` and `span`, whose bytes are known, are filled in later.
  void add(json::Value value, std::string& pointer, base::SourceSpan& span) {
    pointers_.push_back({value, &pointer});
    ends_.push_back({span.begin, &span.line, &span.column});
    ends_.push_back(
        {span.end > span.begin ? span.end - 1 : span.begin, &span.end_line, &span.end_column});
  }

  void fill_in(std::string_view text) {
    std::ranges::sort(pointers_, {}, [](const Pointer& p) { return p.value.node().begin; });
    json::PointerWriter writer;
    for (const Pointer& pointer : pointers_) *pointer.text = writer.write(pointer.value);
    std::ranges::sort(ends_, {}, &End::offset);
    const json::LineIndex lines(text);
    json::LineIndex::Position position;
    const End* last = nullptr;
    for (const End& end : ends_) {
      if (last == nullptr || last->offset != end.offset) position = lines.locate(end.offset);
      *end.line = position.line;
      *end.column = position.column;
      last = &end;
    }
  }

 private:
  struct Pointer {
    json::Value value;
    std::string* text;
  };
  struct End {
    std::uint32_t offset;
    std::uint32_t* line;
    std::uint32_t* column;
  };
  std::vector<Pointer> pointers_;
  std::vector<End> ends_;
};

/// Everything but places, which are filled in by `places` later, and what depends on them.
void complete(const Finding& finding, diag::Diagnostic& diagnostic, Places& places) {
  diagnostic.code = finding.rule->code;
  diagnostic.severity = finding.severity;
  const Bytes bytes = bytes_of(finding);
  diagnostic.span = {bytes.begin, bytes.end};
  places.add(finding.place, diagnostic.pointer, diagnostic.span);
  for (std::size_t i = 0; i < diagnostic.related.size(); ++i) {
    diag::Related& related = diagnostic.related[i];
    const json::Value place = finding.related_places[i];
    related.span = {place.node().begin, place.node().end};
    places.add(place, related.pointer, related.span);
  }
}

/// A finding that counts, with what its place in the report depends on first.
struct Listed {
  std::uint32_t begin;
  std::uint32_t number;  ///< of equal ones the first counts
  Finding* finding;

  friend bool operator<(const Listed& a, const Listed& b) {
    if (a.begin != b.begin) return a.begin < b.begin;
    const auto order = a.rest() <=> b.rest();
    return order == 0 ? a.number < b.number : order < 0;
  }
  friend bool operator==(const Listed& a, const Listed& b) {
    return a.begin == b.begin && a.rest() == b.rest();
  }

 private:
  [[nodiscard]] std::pair<std::string_view, std::string_view> rest() const {
    return {finding->rule->code, finding->told.message};
  }
};

/// In the order of the text, each once.
std::vector<Listed> listed(Findings& findings) {
  std::vector<Listed> all;
  all.reserve(findings.all().size());
  for (std::uint32_t i = 0; i < findings.all().size(); ++i) {
    Finding& finding = findings.all()[i];
    all.push_back({bytes_of(finding).begin, i, &finding});
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

}  // namespace

diag::Diagnostic surplus_diagnostic(std::size_t left_out, Profile profile) {
  diag::Diagnostic diagnostic;
  diagnostic.code = kMoreFindings.code;
  diagnostic.severity = *kMoreFindings.severities.in(profile);
  diagnostic.message =
      fmt::format("at least {} more findings of this document are not listed", left_out);
  diagnostic.span = {0, 0, 1, 1, 1, 1};
  return diagnostic;
}

std::vector<diag::Diagnostic> place_findings(const json::Document& document, Findings& findings) {
  std::vector<diag::Diagnostic> diagnostics;
  if (findings.empty()) return diagnostics;
  const std::vector<Listed> all = listed(findings);
  std::size_t count = all.size();
  for (const Listed& one : all) count += one.finding->related_places.size();
  Places places(count);
  diagnostics.reserve(all.size() + 1);  // they must not move: their places are filled in later
  for (const Listed& one : all)
    complete(*one.finding, diagnostics.emplace_back(std::move(one.finding->told)), places);
  places.fill_in(document.text());
  for (std::size_t i = 0; i < all.size(); ++i)
    diagnostics[i].spec = spec_url(*all[i].finding, diagnostics[i].pointer);
  if (findings.left_out() > 0)
    diagnostics.push_back(surplus_diagnostic(findings.left_out(), findings.profile()));
  return diagnostics;
}

}  // namespace stacmlm::rules
