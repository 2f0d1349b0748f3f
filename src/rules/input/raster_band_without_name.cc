// SPDX-License-Identifier: Apache-2.0
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/input/rules.h"

namespace stacmlm::rules {
namespace {

void check_list(const BandList& bands, Findings& findings) {
  if (!bands.has_nameless || bands.source.key() != "raster:bands") return;
  for (const json::Value band : bands.source.elements()) {
    if (!band.is_object() || band.find("name").exists()) continue;
    findings.at_opening(band, "a band of `raster:bands` without `name`")
        .hint("inputs and outputs name bands, so each needs a `name`");
  }
}

void check(const Context& context, Findings& findings) {
  if (!context.names_bands()) return;
  for (const BandList& bands : context.bands().band_lists()) {
    if (bands.asset == nullptr || bands.asset->is_model) check_list(bands, findings);
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
