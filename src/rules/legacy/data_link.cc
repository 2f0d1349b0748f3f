// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/legacy/rules.h"
#include "rules/nearest.h"

namespace stacmlm::rules {
namespace {

bool is_data(const Word& rel) {
  return rel == "ml-model:train-data" || rel == "ml-model:test-data";
}

/// A Collection is JSON; GeoJSON is the type of an Item.
bool may_be_collection(std::string_view type) { return type.starts_with("application/json"); }

void check(const Context& context, Findings& findings) {
  for (const LinkView& view : context.links()) {
    if (!is_data(view.rel)) continue;
    const json::Value type = view.link.type.raw();
    if (!type.is_string() || may_be_collection(type.string())) continue;
    findings
        .at_value(type, fmt::format("the `{}` link leads to {}, which is no Collection",
                                    view.rel.text(), shown(type.string())))
        .hint("link a Collection (`application/json`) that uses the Label extension");
  }
}

}  // namespace

const Rule kDataLink{
    "MLM716",
    "data-link",
    "a link to training or test data leads to no Collection",
    severities::kShould,
    Subject::kLegacyItem,
    &check,
    "https://github.com/stac-extensions/ml-model/blob/v1.0.0/README.md#relation-types"};

}  // namespace stacmlm::rules
