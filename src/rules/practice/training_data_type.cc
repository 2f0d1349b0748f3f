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

constexpr std::string_view kJson = "application/json";
constexpr std::string_view kGeoJson = "application/geo+json";

void check_link(const stac::Link& link, Findings& findings) {
  const json::Value type = link.type.raw();
  if (!type.exists()) {
    Finding& finding =
        findings.at_opening(link.source, "a link to training data without a media type");
    finding.hint(fmt::format("`{}` for a Collection, `{}` for an Item", kJson, kGeoJson));
    if (!findings.is_full())
      finding.unsafe_fix(fmt::format("write `{}`", kJson),
                         {{json::PatchOperation::Kind::kAdd,
                           json::pointer_to(link.source) + "/type", json::quote(kJson), ""}});
    return;
  }
  if (!type.is_string() || type.equals(kJson) || type.equals(kGeoJson)) return;
  findings.at_value(type, fmt::format("a link to training data of type {}", shown(type.string())))
      .hint(fmt::format("it leads to a Collection, `{}`, or an Item, `{}`", kJson, kGeoJson));
}

void check(const Context& context, Findings& findings) {
  for (const LinkView& view : context.links()) {
    if (view.rel == "derived_from" && view.other.split.raw().exists())
      check_link(view.link, findings);
  }
}

}  // namespace

const Rule kTrainingDataType{"MLM814",
                             "training-data-type",
                             "a link to training data does not lead to STAC",
                             severities::kShouldDocumented,
                             Subject::kModelItem,
                             &check,
                             "best-practices.md#ml-aoi-and-label-extensions"};

}  // namespace stacmlm::rules
