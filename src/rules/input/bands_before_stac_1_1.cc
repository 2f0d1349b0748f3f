// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/input/rules.h"
#include "rules/nearest.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  const json::Value version = context.item().stac_version.raw();
  if (!version.is_string() || !version.string().starts_with("1.0.")) return;
  const auto check_bands = [&](json::Value bands) {
    if (!bands.exists() || !bands.at(0).is_object()) return;
    findings
        .at_key(bands, fmt::format("`bands` is part of STAC 1.1, but the document is STAC {}",
                                   shown(version.string())))
        .hint("set `stac_version` to 1.1.0, or use `eo:bands`")
        .related(version, "the version of STAC");
  };
  check_bands(context.other().bands.raw());
  for (const AssetView& view : context.assets()) check_bands(view.other->bands.raw());
}

}  // namespace

const Rule kBandsBeforeStac11{"MLM338",
                              "bands-before-stac-1-1",
                              "`bands` describe bands only from STAC 1.1 on",
                              severities::kShould,
                              Subject::kModelItem,
                              &check,
                              "README.md#bands-and-statistics"};

}  // namespace stacmlm::rules
