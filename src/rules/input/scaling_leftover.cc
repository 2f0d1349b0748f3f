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

constexpr std::array<std::string_view, 5> kNumbers = {"minimum", "maximum", "mean", "stddev",
                                                      "value"};

void check_scaling(json::Value scaling, Findings& findings) {
  const auto types = mlm::scaling_types();
  const auto type = std::ranges::find_if(types, [&](const mlm::ScalingType& known) {
    return scaling.find("type").equals(known.type);
  });
  if (type == types.end()) return;
  for (const std::string_view key : kNumbers) {
    const json::Value number = scaling.find(key);
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
  for (const InputView& view : context.inputs()) {
    for (const json::Value scaling : view.input.value_scaling.raw().elements())
      check_scaling(scaling, findings);
  }
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
