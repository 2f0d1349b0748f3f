// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "rules/asset/place_of_assets.h"
#include "rules/asset/rules.h"
#include "rules/context.h"
#include "rules/findings.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  if (std::ranges::any_of(context.assets(), &AssetView::is_runtime)) return;
  findings.at_opening(place_of_assets(context), "no asset is a container or another runtime")
      .hint("add an asset with the role `mlm:inference-runtime`");
}

}  // namespace

const Rule kNoContainer{"MLM513",
                        "no-container",
                        "no asset says how to run the model",
                        severities::kShouldDocumented,
                        Subject::kModelItem,
                        &check,
                        "README.md#container-asset"};

}  // namespace stacmlm::rules
