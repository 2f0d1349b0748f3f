// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/told/rules.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::rules {
namespace {

struct ShortName {
  std::string_view name;
  std::string_view meaning;
  bool sure;  // T is temperature in the documentation, but many write it for time
};
constexpr std::array<ShortName, 5> kShortNames = {{{"B", "batch", true},
                                                   {"C", "channel", true},
                                                   {"T", "temperature", false},
                                                   {"P", "pressure", true},
                                                   {"D", "depth", true}}};

void check(const Context&, Findings& findings) {
  const json::Value dimension = findings.place();
  Finding& finding = findings.at_value(
      dimension, fmt::format("the published schema does not allow the dimension `{}`, the "
                             "documentation has it as a short name",
                             dimension.string()));
  const auto* known = std::ranges::find(kShortNames, dimension.string(), &ShortName::name);
  if (known == kShortNames.end()) return;
  std::string description = fmt::format("write `{}`", known->meaning);
  std::vector<json::PatchOperation> patch = {{json::PatchOperation::Kind::kReplace,
                                              json::pointer_to(dimension),
                                              json::quote(known->meaning),
                                              {}}};
  if (known->sure) {
    finding.safe_fix(std::move(description), std::move(patch));
  } else {
    finding.hint("it stands for `temperature`; write `time` if that is meant")
        .unsafe_fix(std::move(description), std::move(patch));
  }
}

}  // namespace

const Rule kShortDimensionName{
    "MLM204",
    "short-dimension-name",
    "the schema does not allow the short name of a dimension, the documentation does",
    severities::kSchemaAtFault,
    Subject::kShape,
    &check,
    "README.md#dimension-order"};

}  // namespace stacmlm::rules
