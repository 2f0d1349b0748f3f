// SPDX-License-Identifier: Apache-2.0
#include "rules/asset/rules.h"
#include "rules/context.h"
#include "rules/findings.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  for (const AssetView& asset : context.assets()) {
    if (!asset.is_model) continue;
    const bool has_size = asset.other->file_size.raw().exists();
    const bool has_checksum = asset.other->file_checksum.raw().exists();
    if (has_size && has_checksum) continue;
    findings
        .at_opening(asset.source(), has_size       ? "no `file:checksum`"
                                    : has_checksum ? "no `file:size`"
                                                   : "neither `file:size` nor `file:checksum`")
        .hint("`sha256sum` gives the checksum; write `1220` before it");
  }
}

}  // namespace

const Rule kFileSizeOrChecksumMissing{"MLM611",
                                      "file-size-or-checksum-missing",
                                      "a model file without size or checksum",
                                      severities::kShouldDocumented,
                                      Subject::kModelItem,
                                      &check,
                                      "best-practices.md#file-extension"};

}  // namespace stacmlm::rules
