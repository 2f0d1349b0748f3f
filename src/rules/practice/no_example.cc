// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/practice/rules.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  const json::Value links = context.item().links.raw();
  if (!links.is_array() || context.has_link("example")) return;
  // The missing link of source code is told of its own.
  if (std::ranges::any_of(context.assets(), &AssetView::is_source_code)) return;
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
