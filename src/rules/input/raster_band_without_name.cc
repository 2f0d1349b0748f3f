// SPDX-License-Identifier: Apache-2.0
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/input/rules.h"
#include "rules/input/tensor.h"

namespace stacmlm::rules {
namespace {

void check_bands(json::Value bands, Findings& findings) {
  for (const json::Value band : bands.elements()) {
    if (!band.is_object() || band.find("name").exists()) continue;
    findings.at_opening(band, "a band of `raster:bands` without `name`")
        .hint("inputs and outputs name bands, so each needs a `name`");
  }
}

void check(const Context& context, Findings& findings) {
  if (!names_bands(context)) return;
  check_bands(context.properties().find("raster:bands"), findings);
  for (const AssetView& view : context.assets()) {
    if (view.is_model) check_bands(view.source().find("raster:bands"), findings);
  }
}

}  // namespace

const Rule kRasterBandWithoutName{"MLM321",
                                  "raster-band-without-name",
                                  "a band in `raster:bands` has no name",
                                  severities::kMust,
                                  Subject::kModelItem,
                                  &check,
                                  "README.md#bands-and-statistics",
                                  Since::exactly(mlm::Version::kV1_3_0)};

}  // namespace stacmlm::rules
