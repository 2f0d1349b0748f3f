// SPDX-License-Identifier: Apache-2.0
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/practice/rules.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  const json::Value links = context.item().links.raw();
  if (!links.is_array()) return;
  json::Value source;
  for (const LinkView& link : context.links()) {
    if (link.rel.text().starts_with("ml-model:train")) return;
    if (link.rel != "derived_from") continue;
    if (!link.other.split.is_absent()) return;
    if (!source.exists()) source = link.source();
  }
  if (source.exists()) {
    findings.at_opening(source, "no `derived_from` link says its `ml-aoi:split`")
        .hint("say whether the data were used to train, to validate or to test");
    return;
  }
  findings.at_opening(links, "no `derived_from` link leads to the training data")
      .hint("link to the data with `ml-aoi:split` of `train`, `validate` or `test`");
}

}  // namespace

const Rule kNoTrainingData{"MLM806",
                           "no-training-data",
                           "no link leads to the training data",
                           severities::kShouldDocumented,
                           Subject::kModelItem,
                           &check,
                           "best-practices.md#ml-aoi-and-label-extensions"};

}  // namespace stacmlm::rules
