// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "rules/asset/place_of_assets.h"
#include "rules/asset/rules.h"
#include "rules/context.h"
#include "rules/findings.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  if (std::ranges::any_of(context.assets(), &AssetView::is_source_code)) return;
  findings.at_opening(place_of_assets(context), "no asset is the source code")
      .hint("add an asset with the role `mlm:source_code`");
}

}  // namespace

const Rule kNoSourceCode{"MLM512",
                         "no-source-code",
                         "no asset is the source code",
                         severities::kShouldDocumented,
                         Subject::kModelItem,
                         &check,
                         "README.md#source-code-asset"};

}  // namespace stacmlm::rules
