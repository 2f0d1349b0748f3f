// SPDX-License-Identifier: Apache-2.0
#include "sample_report.h"

#include "stacmlm/json/line_index.h"

namespace stacmlm::diag {
namespace {

constexpr std::string_view kText =
    "{\n"
    "  \"type\": \"Feature\", \"stac_version\": \"1.0.0\",\n"
    "  \"id\": \"größe-東京\",\n"
    "  \"properties\": {\n"
    "    \"mlm:tasks\": [\"classification\"],\n"
    "    \"mlm:name\": \"Modèle 東京 🛰\",\t\"mlm:task\": \"object_detection\",\n"
    "    \"mlm:input\": [{\n"
    "      \"input\": {\n"
    "        \"shape\": [-1, 13, 64, 64],\n"
    "        \"data_type\": \"float32\",\n"
    "        \"dim_order\": [\"batch\", \"bands\", \"height\"]\n"
    "      }\n"
    "    }]\n"
    "  }\n"
    "}\n";

Diagnostic wrong_rank() {
  Diagnostic finding;
  finding.code = "MLM302";
  finding.severity = Severity::kError;
  finding.message = "`shape` has 4 entries but `dim_order` names 3 dimensions";
  finding.pointer = "/properties/mlm:input/0/input/shape";
  finding.span = span_of(kText, "[-1, 13, 64, 64]");
  finding.hint = "give each dimension of `shape` one name, for example \"batch\" & \"bands\"";
  finding.related.push_back({"/properties/mlm:input/0/input/dim_order",
                             span_of(kText, "[\"batch\", \"bands\", \"height\"]"), "3 names"});
  finding.spec =
      "https://github.com/stac-extensions/mlm/blob/v1.5.2/README.md#input-structure-object";
  return finding;
}

Diagnostic misspelt_key() {
  Diagnostic finding;
  finding.code = "MLM104";
  finding.severity = Severity::kWarning;
  finding.message = "there is no member `mlm:task`; 100% sure, did you mean `mlm:tasks`";
  finding.pointer = "/properties/mlm:task";
  finding.span = span_of(kText, "\"mlm:task\"");
  using Kind = json::PatchOperation::Kind;
  finding.fix = Fix{Fix::Applicability::kUnsafe,
                    "add the task to `mlm:tasks`",
                    {{Kind::kAdd, "/properties/mlm:tasks/-", "\"object-detection\"", ""},
                     {Kind::kRemove, "/properties/mlm:task", "", ""}}};
  return finding;
}

}  // namespace

base::SourceSpan span_of(std::string_view text, std::string_view piece) {
  const std::size_t begin = text.find(piece);
  if (begin == text.npos) return {};
  return json::LineIndex(text).span(static_cast<std::uint32_t>(begin),
                                    static_cast<std::uint32_t>(begin + piece.size()));
}

DocumentReport report_on(std::string path, std::string text, std::string_view piece) {
  DocumentReport report;
  report.path = std::move(path);
  report.profile = "documented";
  report.valid = false;
  report.text = std::move(text);
  Diagnostic finding;
  finding.code = "MLM999";
  finding.severity = Severity::kError;
  finding.message = "something is wrong";
  finding.pointer = "/a";
  finding.span = span_of(report.text, piece);
  report.findings.push_back(finding);
  return report;
}

std::vector<DocumentReport> sample_documents() {
  const std::string mlm = "https://stac-extensions.github.io/mlm/v1.5.2/schema.json";
  DocumentReport faulty;
  faulty.path = "models/größe, neu:1.json";
  faulty.id = "größe-東京";
  faulty.type = "Feature";
  faulty.stac_version = "1.0.0";
  faulty.profile = "documented";
  faulty.checked = {mlm};
  faulty.not_checked = {"https://example.com/own/v1.0.0/schema.json"};
  faulty.valid = false;
  faulty.findings = {misspelt_key(), wrong_rank()};
  faulty.text = kText;

  DocumentReport clean;
  clean.path = "models/clean.json";
  clean.id = "clean";
  clean.type = "Feature";
  clean.stac_version = "1.1.0";
  clean.profile = "documented";
  clean.checked = {mlm};
  clean.valid = true;
  clean.text = "{}";

  DocumentReport closed;
  closed.path = "models/secret.json";
  closed.profile = "documented";
  closed.error = "permission denied";
  return {faulty, clean, closed};
}

std::vector<RuleText> sample_rules() {
  return {{"MLM104", "unknown-member", "members of the extension have a documented name"},
          {"MLM302", "rank-mismatch", "`shape` and `dim_order` have the same length"}};
}

std::string rendered(std::string_view format, const std::vector<DocumentReport>& documents,
                     bool colour) {
  std::string out;
  RenderOptions options;
  options.colour = colour;
  options.tool_version = "0.0.0";
  options.rules = sample_rules();
  const auto renderer =
      make_renderer(format, options, [&](std::string_view text) { out += text; }).value();
  Summary summary;
  renderer->begin();
  for (const DocumentReport& document : documents) {
    renderer->document(document);
    summary.add(document);
  }
  renderer->end(summary);
  return out;
}

}  // namespace stacmlm::diag
