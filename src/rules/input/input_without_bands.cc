// SPDX-License-Identifier: Apache-2.0
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/input/all_name.h"
#include "rules/input/rules.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  if (!context.names_bands() || !context.bands().empty() || all_name(context, "bands")) return;
  json::Value without;
  json::Value with;
  for (const InputView& view : context.inputs()) {
    const json::Value bands = view.input.bands.raw();
    (bands.size() > 0 ? with : without) = bands.size() > 0 ? bands : view.input.source;
  }
  for (const OutputView& view : context.outputs()) {
    if (!with.exists() && view.output.bands.raw().size() > 0) with = view.output.bands.raw();
  }
  findings.at_value(with, "bands are named, but the document defines none")
      .hint(
          "define them in `bands` of the properties (STAC 1.1), or in `eo:bands` or `raster:bands` "
          "of the model asset")
      .related(without, "the schema does not look, since this input has no bands");
}

}  // namespace

const Rule kInputWithoutBands{
    "MLM331",
    "input-without-bands",
    "bands are defined nowhere, which an input without bands hides from the schema",
    severities::kMust,
    Subject::kModelItem,
    &check,
    "README.md#bands-and-statistics",
    Since::exactly(mlm::Version::kV1_3_0)};

}  // namespace stacmlm::rules
