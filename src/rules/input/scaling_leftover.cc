// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/input/rules.h"
#include "stacmlm/json/pointer.h"
#include "stacmlm/mlm/scaling.h"

namespace stacmlm::rules {
namespace {

/// Null for types that are not told by numbers.
const mlm::ScalingType* type_of(const ScalingView& scaling) {
  static const WordList kTypes = [] {
    std::vector<std::string_view> words;
    for (const mlm::ScalingType& known : mlm::scaling_types()) words.push_back(known.type);
    return WordList(words);
  }();
  const int index = kTypes.find(scaling.type);
  return index < 0 ? nullptr : &mlm::scaling_types()[static_cast<std::size_t>(index)];
}

void check_scaling(const ScalingView& scaling, Findings& findings) {
  const mlm::ScalingType* type = type_of(scaling);
  if (type == nullptr) return;
  for (const json::Value number :
       {scaling.lowest, scaling.highest, scaling.mean, scaling.deviation, scaling.value}) {
    if (!number.exists()) continue;
    const std::string_view key = number.key();
    if (std::ranges::find(type->required, key) != type->required.end()) continue;
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
