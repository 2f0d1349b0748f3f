// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/compose/check.h"

#include <algorithm>
#include <utility>

#include "compose/file_check.h"
#include "compose/item_check.h"
#include "compose/places.h"
#include "rules/text/text_findings.h"
#include "stacmlm/json/parser.h"
#include "stacmlm/json/yaml.h"

namespace stacmlm::compose {
namespace {

bool has_error(const diag::DocumentReport& report) {
  return std::ranges::any_of(report.findings, [](const diag::Diagnostic& finding) {
    return finding.severity == diag::Severity::kError;
  });
}

std::string text_or_empty(json::Value value) {
  return value.is_string() ? std::string(value.string()) : std::string();
}

diag::Diagnostic yaml_fault(const json::SyntaxFault& fault, std::string_view text) {
  diag::Diagnostic diagnostic = rules::fault_diagnostic(fault, text);
  if (fault.kind == json::SyntaxFault::Kind::kSyntax) diagnostic.code = rules::kNotYaml.code;
  return diagnostic;
}

void check_compose_file(const json::YamlDocument& yaml, Checked& checked) {
  FileCheck file(yaml);
  rules::report_notes(yaml.document(), file.findings());
  file.check();
  const bool is_all_listed = file.findings().left_out() == 0;
  checked.report.findings = place_findings(yaml, file.findings());
  if (is_all_listed && !has_error(checked.report)) checked.plan = file.take_plan();
}

/// True if the text is an Item, or JSON and not YAML; it is checked then.
bool check_json(const std::string& text, Checked& checked) {
  json::Document document;
  const auto fault = json::Parser().parse(json::Text::copy_of(text), document);
  if (fault) {
    json::YamlDocument yaml;
    if (!json::read_yaml(text, yaml)) return false;
    checked.report.findings.push_back(rules::fault_diagnostic(*fault, text));
    return true;
  }
  const json::Value root = document.root();
  if (!root.find("type").equals("Feature")) return false;
  checked.is_item = true;
  checked.report.id = text_or_empty(root.find("id"));
  checked.report.type = "Feature";
  checked.report.stac_version = text_or_empty(root.find("stac_version"));
  check_item(document, checked);
  return true;
}

void check_text(const std::string& text, Checked& checked) {
  const std::size_t first = text.find_first_not_of("\xEF\xBB\xBF \t\r\n");
  if (first != std::string::npos && text[first] == '{' && check_json(text, checked)) return;
  json::YamlDocument yaml;
  if (const auto fault = json::read_yaml(text, yaml)) {
    checked.report.findings.push_back(yaml_fault(*fault, text));
  } else {
    check_compose_file(yaml, checked);
  }
}

}  // namespace

Checked check(std::string text, std::string path) {
  Checked checked;
  checked.report.path = std::move(path);
  checked.report.profile = "documented";
  check_text(text, checked);
  checked.report.valid = !has_error(checked.report);
  if (!checked.report.findings.empty()) checked.report.text = std::move(text);
  return checked;
}

}  // namespace stacmlm::compose
