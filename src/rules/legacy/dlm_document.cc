// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/legacy/rules.h"
#include "rules/nearest.h"

namespace stacmlm::rules {
namespace {

constexpr std::string_view kHint =
    "describe the model with MLM; DLM members have an MLM member each, or a place in an asset";

void tell_members(json::Value properties, Findings& findings) {
  std::size_t count = 0;
  json::Value first;
  for (const json::Value member : properties.members()) {
    if (member.key().starts_with("dlm:") && ++count == 1) first = member;
  }
  const std::string others = count == 1 ? std::string() : fmt::format(", one of {},", count);
  findings
      .at_key(first, fmt::format("{}{} is a member of DLM, the ancestor of MLM", shown(first.key()),
                                 others))
      .hint(std::string(kHint));
}

void check(const Context& context, Findings& findings) {
  if (context.odd_keys().dlm) {
    tell_members(context.properties(), findings);
    return;
  }
  for (const json::Value entry : context.unknown_extensions()) {
    if (entry.string().find("/dl-model/") == std::string_view::npos) continue;
    findings.at_value(entry, "DLM is the ancestor of MLM, which took its place")
        .hint(std::string(kHint));
  }
}

}  // namespace

const Rule kDlmDocument{"MLM720",
                        "dlm-document",
                        "the document uses DLM, the ancestor of MLM",
                        severities::kHint,
                        Subject::kItem,
                        &check,
                        "docs/legacy/dlm.md"};

}  // namespace stacmlm::rules
