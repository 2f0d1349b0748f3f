// SPDX-License-Identifier: Apache-2.0
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/input/rules.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  const json::Value bands = context.other().eo_bands.raw();
  // The schema of the extension, where it is declared, says the same.
  if (!bands.exists() || context.lists_extension("https://stac-extensions.github.io/eo/")) return;
  for (const AssetView& view : context.assets()) {
    if (view.other->eo_bands.raw().exists()) return;
  }
  findings.at_key(bands, "`eo:bands` stands in the properties, but at no asset")
      .hint("move it to the asset with the role `mlm:model`, or list the names there too");
}

}  // namespace

const Rule kEoBandsOnlyInProperties{"MLM320",
                                    "eo-bands-only-in-properties",
                                    "`eo:bands` stands in the properties alone",
                                    severities::kMust,
                                    Subject::kModelItem,
                                    &check,
                                    "README.md#bands-and-statistics",
                                    Since::said_in(mlm::Version::kV1_3_0)};

}  // namespace stacmlm::rules
