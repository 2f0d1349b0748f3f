// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <string_view>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/input/defined_names.h"
#include "rules/input/rules.h"
#include "rules/input/tensor.h"
#include "rules/nearest.h"
#include "stacmlm/json/patch.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  if (!names_bands(context)) return;
  DefinedNames names = DefinedNames::of_bands(context);
  for_each_tensor(context, [&](const TensorView& tensor) {
    for (const json::Value reference : tensor.bands.elements()) {
      const json::Value name = name_of_reference(reference);
      if (!name.exists() || is_derived(reference) || names.has(name.string())) continue;
      const std::string_view defined = names.in_other_case(name.string());
      if (defined.empty()) continue;
      Finding& finding = findings.at_value(
          name, fmt::format("band {} is defined as {}", shown(name.string()), shown(defined)));
      finding.hint("names of bands are compared letter by letter");
      if (findings.all().size() >= Findings::kLimit) continue;
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
