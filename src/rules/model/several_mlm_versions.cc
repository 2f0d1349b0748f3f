// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <string_view>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/model/rules.h"

namespace stacmlm::rules {
namespace {

std::string_view name_of_entry(json::Value entry) {
  return mlm::name_of(mlm::version_of_uri(entry.string())->version);
}

void check(const Context& context, Findings& findings) {
  if (context.mlm_uris() < 2) return;
  json::Value first;
  for (const json::Value entry : context.extensions()) {
    if (!mlm::version_of_uri(entry.string())) continue;
    if (first.exists() && !entry.equals(first.string())) {
      findings
          .at_value(entry, fmt::format("MLM {} is declared besides {}", name_of_entry(entry),
                                       name_of_entry(first)))
          .hint("declare the one version that the document follows")
          .related(first, "the first");
    }
    if (!first.exists()) first = entry;
  }
}

}  // namespace

const Rule kSeveralMlmVersions{"MLM706",
                               "several-mlm-versions",
                               "`stac_extensions` names more than one version of MLM",
                               severities::kShould,
                               Subject::kAny,
                               &check,
                               "README.md"};

}  // namespace stacmlm::rules
