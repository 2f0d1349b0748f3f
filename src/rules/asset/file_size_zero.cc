// SPDX-License-Identifier: Apache-2.0
#include "rules/asset/rules.h"
#include "rules/context.h"
#include "rules/findings.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  for (const AssetView& asset : context.assets()) {
    const json::Value size = asset.other->file_size.raw();
    if (!size.is_number() || size.number() != 0) continue;
    findings.at_value(size, "the file has `0` bytes")
        .hint("write the real size, or leave the member out");
  }
}

}  // namespace

const Rule kFileSizeZero{"MLM613",
                         "file-size-zero",
                         "a file of no size",
                         severities::kShould,
                         Subject::kAny,
                         &check,
                         "https://github.com/stac-extensions/file/blob/v2.1.0/README.md"};

}  // namespace stacmlm::rules
