// SPDX-License-Identifier: Apache-2.0
#include "compose/item_check.h"

#include <fmt/format.h>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/legacy/compose.h"
#include "rules/legacy/rules.h"
#include "rules/nearest.h"
#include "rules/report_places.h"
#include "rules/text/text_findings.h"
#include "rules/tree/local_file.h"

namespace stacmlm::compose {
namespace {

void check_runtime(const rules::AssetView& asset, bool is_training, rules::Findings& findings,
                   Checked& checked) {
  findings.run(rules::kRuntimeAsset);
  rules::check_runtime_type(asset, findings);
  const json::Value href = asset.asset.href.raw();
  Runtime& runtime = checked.runtimes.emplace_back();
  runtime.asset = asset.key.text();
  runtime.is_training = is_training;
  if (!href.is_string()) return;
  runtime.href = href.string();
  if (checked.report.path != "-" || href.string().starts_with('/')) {
    if (auto file = rules::local_file(checked.report.path, href.string()))
      runtime.file = std::move(file->path);
  }
  if (runtime.file) return;
  findings.run(rules::kComposeFileNotChecked);
  findings
      .at_value(href, fmt::format("{} is not on this machine, and not checked",
                                  rules::shown(href.string())))
      .hint("download it, and check the file");
}

}  // namespace

void check_item(const json::Document& document, Checked& checked) {
  rules::Findings findings(rules::Profile::kDocumented);
  rules::report_notes(document, findings);
  rules::Context context;
  context.read(document.root());
  for (const rules::AssetView& asset : context.assets()) {
    for (const std::string_view purpose : {"inference", "training"}) {
      if (rules::is_compose_runtime(asset.asset, purpose))
        check_runtime(asset, purpose == "training", findings, checked);
    }
  }
  if (checked.runtimes.empty()) {
    findings.run(rules::kNoComposeFile);
    findings.at_opening(document.root(), "no asset is a Compose file with the role of a runtime")
        .hint("runtimes have the role `ml-model:inference-runtime` or `ml-model:training-runtime`");
  }
  checked.report.findings = rules::place_findings(document, findings);
}

}  // namespace stacmlm::compose
