// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <string_view>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/nearest.h"
#include "rules/practice/rules.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::rules {
namespace {

constexpr std::string_view kUri = "https://stac-extensions.github.io/version/v1.2.0/schema.json";

/// A member or the relation of a link that the version extension defines.
json::Value first_use(const Context& context) {
  for (const std::string_view key : {"version", "deprecated", "experimental"}) {
    if (const json::Value member = context.properties().find(key)) return member;
  }
  for (const json::Value link : context.links().elements()) {
    const json::Value rel = link.find("rel");
    for (const std::string_view relation :
         {"latest-version", "predecessor-version", "successor-version"}) {
      if (rel.equals(relation)) return rel;
    }
  }
  return {};
}

void check(const Context& context, Findings& findings) {
  if (context.lists_extension("https://stac-extensions.github.io/version/")) return;
  const json::Value used = first_use(context);
  if (!used.exists()) return;
  const json::Value list = context.item().stac_extensions.raw();
  Finding& finding = findings.at_value(
      used, used.has_key() && used.key() != "rel"
                ? fmt::format("`{}` without the version extension", used.key())
                : fmt::format("a link {} without the version extension", shown(used.string())));
  finding.hint(fmt::format("add {} to `stac_extensions`", kUri));
  if (findings.is_full() || !list.is_array()) return;
  finding.safe_fix(
      "declare the extension",
      {{json::PatchOperation::Kind::kAdd, json::pointer_to(list) + "/-", json::quote(kUri), ""}});
}

}  // namespace

const Rule kVersionNotDeclared{"MLM813",
                               "version-not-declared",
                               "the Item tells its version without the version extension",
                               severities::kShouldDocumented,
                               Subject::kModelItem,
                               &check,
                               "best-practices.md#version-extension"};

}  // namespace stacmlm::rules
