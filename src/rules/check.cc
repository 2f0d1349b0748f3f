// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/rules/check.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "rules/object_check.h"
#include "rules/report_places.h"
#include "rules/schema/schemas.h"
#include "rules/text/rules.h"
#include "rules/text/text_findings.h"

namespace stacmlm::rules {

struct Checker::State {
  explicit State(CheckOptions given)
      : options(std::move(given)), parser(options.limits), workspace(options) {}
  CheckOptions options;
  json::Parser parser;
  json::Document document;
  Workspace workspace;
};

Checker::Checker(CheckOptions options) : state_(std::make_unique<State>(std::move(options))) {}
Checker::Checker(Checker&&) noexcept = default;
Checker& Checker::operator=(Checker&&) noexcept = default;
Checker::~Checker() = default;

const json::Document& Checker::document() const { return state_->document; }

namespace {

void check_root(json::Value root, const CheckOptions& options, Workspace& workspace,
                diag::DocumentReport& report) {
  MetExtensions met(report);
  const auto check = options.only.empty() ? &check_object : &check_only_schema;
  if (!is_item_collection(root)) {
    check(root, options, workspace, met);
    return;
  }
  for (const json::Value feature : features_of(root, workspace.findings).elements())
    check(feature, options, workspace, met);
}

}  // namespace

diag::DocumentReport Checker::check(json::Text text, std::string path) {
  const CheckOptions& options = state_->options;
  diag::DocumentReport report;
  report.path = std::move(path);
  report.profile = name_of(options.profile);

  json::Document& document = state_->document;
  Workspace& workspace = state_->workspace;
  Findings& findings = workspace.findings;
  findings.clear();
  const auto fault = state_->parser.parse(std::move(text), document);
  if (fault) {
    report.findings.push_back(fault_diagnostic(*fault, document.text()));
  } else {
    describe(document.root(), report);
    report_notes(document, findings);
    check_root(document.root(), options, workspace, report);
    report.findings = place_findings(document, findings);
  }
  report.valid = std::ranges::none_of(report.findings, [](const diag::Diagnostic& finding) {
    return finding.severity == diag::Severity::kError;
  });
  if (options.keep_text && !report.findings.empty()) report.text = document.text();
  return report;
}

base::Result<void> check_only(std::string_view only) {
  if (named_schema(only).schema != nullptr) return {};
  std::vector<std::string> names;
  for (const KnownSchema& known : known_schemas()) {
    names.push_back(fmt::format("{}@{}", known.schema->name, known.schema->version));
  }
  return base::fail(base::ErrorKind::kInvalidArgument,
                    fmt::format("no schema `{}`; there are {}", only, fmt::join(names, ", ")));
}

}  // namespace stacmlm::rules
