// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/asset/rules.h"
#include "rules/asset/web_page.h"
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/nearest.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  for (const AssetView& asset : context.assets()) {
    if (!asset.is_source_code || !asset.asset.href || !is_whole_repository(*asset.asset.href))
      continue;
    findings
        .at_value(asset.asset.href.raw(),
                  fmt::format("{} names no branch, tag or commit", shown(*asset.asset.href)))
        .hint("name the tag or commit that belongs to the model");
  }
}

}  // namespace

const Rule kSourceNotPinned{"MLM517",
                            "source-not-pinned",
                            "the source code is a repository of no branch, tag or commit",
                            severities::kShouldDocumented,
                            Subject::kModelItem,
                            &check,
                            "README.md#source-code-asset"};

}  // namespace stacmlm::rules
