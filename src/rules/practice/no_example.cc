// SPDX-License-Identifier: Apache-2.0
#include "rules/asset/roles.h"
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/practice/rules.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  const json::Value links = context.links();
  if (!links.is_array()) return;
  for (const AssetView& asset : context.assets()) {
    if (is_source_code(asset)) return;  // its missing link is told of its own
  }
  for (const json::Value link : links.elements()) {
    if (link.find("rel").equals("example")) return;
  }
  findings.at_opening(links, "no link of relation `example`")
      .hint("link to a model card, to code or to samples");
}

}  // namespace

const Rule kNoExample{"MLM812",
                      "no-example",
                      "no link shows how to use the model",
                      severities::kShouldDocumented,
                      Subject::kModelItem,
                      &check,
                      "best-practices.md#example-extension"};

}  // namespace stacmlm::rules
