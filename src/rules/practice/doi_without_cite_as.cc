// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <string>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/nearest.h"
#include "rules/practice/rules.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  const json::Value doi = context.other().doi.raw();
  const json::Value links = context.item().links.raw();
  if (!doi.is_string() || !links.is_array() || context.has_link("cite-as")) return;
  Finding& finding = findings.at_value(
      doi, fmt::format("no link of relation `cite-as` leads to {}", shown(doi.string())));
  const std::string address = "https://doi.org/" + std::string(doi.string());
  finding.hint(fmt::format("add a link to {}", address));
  if (findings.is_full()) return;
  finding.safe_fix(
      "add the link",
      {{json::PatchOperation::Kind::kAdd, json::pointer_to(links) + "/-",
        fmt::format("{{\"rel\": \"cite-as\", \"href\": {}}}", json::quote(address)), ""}});
}

}  // namespace

const Rule kDoiWithoutCiteAs{
    "MLM811",
    "doi-without-cite-as",
    "a DOI without a link of relation `cite-as`",
    severities::kShouldDocumented,
    Subject::kItem,
    &check,
    "https://github.com/stac-extensions/scientific/blob/v1.0.0/README.md#relation-types"};

}  // namespace stacmlm::rules
