// SPDX-License-Identifier: Apache-2.0
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/input/rules.h"

namespace stacmlm::rules {
namespace {

bool says_more_than_names(json::Value bands) {
  for (const json::Value band : bands.elements()) {
    for (const json::Value member : band.members()) {
      if (member.key() != "name" && member.key() != "common_name") return true;
    }
  }
  return false;
}

void check(const Context& context, Findings& findings) {
  if (context.other().eo_bands.raw().size() == 0) return;
  for (const AssetView& view : context.assets()) {
    if (!view.is_model) continue;
    const json::Value bands = view.other->eo_bands.raw();
    if (!says_more_than_names(bands)) continue;
    findings.at_value(bands, "the bands are described here and in the properties")
        .hint("keep only `name` or `common_name` at the asset")
        .related(context.other().eo_bands.raw(), "described here too");
  }
}

}  // namespace

const Rule kEoBandsRepeated{
    "MLM318",
    "eo-bands-repeated",
    "bands are described in full both in the properties and at the model asset",
    severities::kShouldDocumented,
    Subject::kModelItem,
    &check,
    "README.md#bands-and-statistics"};

}  // namespace stacmlm::rules
