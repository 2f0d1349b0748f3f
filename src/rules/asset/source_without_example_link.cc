// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "rules/asset/rules.h"
#include "rules/context.h"
#include "rules/findings.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  if (!context.item().links || context.has_link("example")) return;
  const auto code = std::ranges::find_if(context.assets(), &AssetView::is_source_code);
  if (code == context.assets().end()) return;
  findings.at_opening(code->source(), "no link of relation `example` leads to the source code")
      .hint("repeat the address as a link with `\"rel\": \"example\"`");
}

}  // namespace

const Rule kSourceWithoutExampleLink{"MLM802",
                                     "source-without-example-link",
                                     "the source code is not repeated as a link",
                                     severities::kShouldDocumented,
                                     Subject::kModelItem,
                                     &check,
                                     "README.md#source-code-asset"};

}  // namespace stacmlm::rules
