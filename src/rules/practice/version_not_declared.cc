// SPDX-License-Identifier: Apache-2.0
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
  const OtherMembers& other = context.other();
  for (const auto& member : {other.version, other.deprecated, other.experimental}) {
    if (!member.is_absent()) return member.raw();
  }
  for (const LinkView& link : context.links()) {
    if (link.rel == "latest-version" || link.rel == "predecessor-version" ||
        link.rel == "successor-version")
      return link.link.rel.raw();
  }
  return {};
}

void check(const Context& context, Findings& findings) {
  const json::Value used = first_use(context);
  if (!used.exists() || context.lists_extension("https://stac-extensions.github.io/version/"))
    return;
  const json::Value list = context.item().stac_extensions.raw();
  const bool is_link = used.key() == "rel";
  Finding& finding = findings.at_value(
      used, is_link ? sentence({"a link ", shown(used.string()), " without the version extension"})
                    : sentence({"`", used.key(), "` without the version extension"}));
  finding.hint(sentence({"add ", kUri, " to `stac_extensions`"}));
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
