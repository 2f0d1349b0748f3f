// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/input/rules.h"
#include "stacmlm/json/pointer.h"
#include "stacmlm/mlm/scaling.h"

namespace stacmlm::rules {
namespace {

void check_scaling(const ScalingView& scaling, Findings& findings) {
  static const std::array<json::Key, 5> kNumbers = {json::Key("minimum"), json::Key("maximum"),
                                                    json::Key("mean"), json::Key("stddev"),
                                                    json::Key("value")};
  const auto types = mlm::scaling_types();
  const auto type = std::ranges::find(types, scaling.type.text(), &mlm::ScalingType::type);
  if (type == types.end()) return;
  for (const json::Key& known : kNumbers) {
    const std::string_view key = known.text;
    const json::Value number = scaling.source.find(known);
    if (!number.exists() || std::ranges::find(type->required, key) != type->required.end())
      continue;
    Finding& finding =
        findings.at_key(number, fmt::format("`{}` has no use for `{}`", type->type, key));
    finding.hint("take it out, or write the type that uses it");
    if (!findings.is_full())
      finding.unsafe_fix(fmt::format("remove `{}`", key),
                         {{json::PatchOperation::Kind::kRemove, json::pointer_to(number), {}, {}}});
  }
}

void check(const Context& context, Findings& findings) {
  for (const ScalingView& scaling : context.scalings()) check_scaling(scaling, findings);
}

}  // namespace

const Rule kScalingLeftover{"MLM339",
                            "scaling-leftover",
                            "a scaling has a number that its type does not use",
                            severities::kShould,
                            Subject::kModelItem,
                            &check,
                            "README.md#value-scaling-object",
                            Since::exactly(mlm::Version::kV1_4_0)};

}  // namespace stacmlm::rules
