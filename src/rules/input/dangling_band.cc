// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <string>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/input/rules.h"
#include "rules/nearest.h"

namespace stacmlm::rules {
namespace {

void check_reference(const Reference& reference, const DefinedNames& names, Findings& findings) {
  const json::Value name = reference.name;
  if (!name.exists() || reference.is_derived || names.has(reference.word)) return;
  if (!names.in_other_case(name.string()).empty()) return;  // rule MLM313
  Finding& finding =
      findings.at_value(name, fmt::format("band {} is defined nowhere", shown(name.string())));
  if (findings.is_full()) return;
  const std::string suggestion = names.suggestion(name.string());
  finding.hint(suggestion.empty() ? "name a band of the document, or define this one" : suggestion);
}

void check(const Context& context, Findings& findings) {
  if (!context.names_bands()) return;
  const DefinedNames& names = context.bands();
  if (names.empty()) {
    // From 1.3.0 on the schema, or rule MLM331, says so.
    if (context.version() >= mlm::Version::kV1_3_0) return;
    for_each_tensor(context, [&](const TensorView& tensor) {
      if (tensor.bands.size() > 0)
        findings.at_value(tensor.bands, "bands are named, but the document defines none")
            .hint("define them in `eo:bands` or `raster:bands` of the model asset");
    });
  } else if (names.some_dangle()) {
    for_each_tensor(context, [&](const TensorView& tensor) {
      for (const Reference& reference : tensor.band_references)
        check_reference(reference, names, findings);
    });
  }
}

}  // namespace

const Rule kDanglingBand{"MLM312",
                         "dangling-band",
                         "a band is named that nothing defines",
                         severities::kMust,
                         Subject::kModelItem,
                         &check,
                         "README.md#bands-and-statistics",
                         Since::said_in(mlm::Version::kV1_3_0)};

}  // namespace stacmlm::rules
