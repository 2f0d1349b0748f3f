// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <string_view>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/input/rules.h"
#include "rules/nearest.h"
#include "stacmlm/json/patch.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  if (!context.names_bands() || !context.bands().some_dangle()) return;
  for_each_tensor(context, [&](const TensorView& tensor) {
    for (const Reference& reference : tensor.band_references) {
      const json::Value name = reference.name;
      if (!name.exists() || reference.is_derived || context.bands().has(reference.word)) continue;
      const std::string_view defined = context.bands().in_other_case(name.string());
      if (defined.empty()) continue;
      Finding& finding = findings.at_value(
          name, fmt::format("band {} is defined as {}", shown(name.string()), shown(defined)));
      finding.hint("names of bands are compared letter by letter");
      if (findings.is_full()) continue;
      finding.safe_fix("write the name as it is defined",
                       {{json::PatchOperation::Kind::kReplace, json::pointer_to(name),
                         json::quote(defined), ""}});
    }
  });
}

}  // namespace

const Rule kBandCase{"MLM313",
                     "band-case",
                     "a band is named in another case than it is defined",
                     severities::kMust,
                     Subject::kModelItem,
                     &check,
                     "README.md#bands-and-statistics",
                     Since::said_in(mlm::Version::kV1_3_0)};

}  // namespace stacmlm::rules
