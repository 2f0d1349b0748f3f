// SPDX-License-Identifier: Apache-2.0
#include "rules/asset/roles.h"
#include "rules/asset/rules.h"
#include "rules/context.h"
#include "rules/findings.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  if (!context.links().is_array()) return;
  const auto is_example = [](json::Value link) { return link.find("rel").equals("example"); };
  for (const AssetView& asset : context.assets()) {
    if (!is_source_code(asset)) continue;
    for (const json::Value link : context.links().elements()) {
      if (is_example(link)) return;
    }
    findings.at_opening(asset.source(), "no link of relation `example` leads to the source code")
        .hint("repeat the address as a link with `\"rel\": \"example\"`");
    return;
  }
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
