// SPDX-License-Identifier: Apache-2.0
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/practice/rules.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  const json::Value links = context.links();
  if (!links.is_array()) return;
  json::Value source;
  for (const json::Value link : links.elements()) {
    const json::Value rel = link.find("rel");
    if (!rel.is_string()) continue;
    if (rel.string().starts_with("ml-model:train")) return;
    if (!rel.equals("derived_from")) continue;
    if (link.find("ml-aoi:split").exists()) return;
    if (!source.exists()) source = link;
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
