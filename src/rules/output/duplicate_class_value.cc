// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cstdint>
#include <functional>
#include <optional>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/input/seen.h"
#include "rules/nearest.h"
#include "rules/output/rules.h"

namespace stacmlm::rules {
namespace {

std::optional<std::uint32_t> hash(const ClassView& view) {
  if (!view.value.is_number()) return std::nullopt;
  return static_cast<std::uint32_t>(std::hash<double>()(view.value.number()));
}

void check(const Context& context, Findings& findings) {
  for (const OutputView& view : context.outputs()) {
    if (surely_differ(view.classes, hash)) continue;
    Seen<double> seen;
    for (const ClassView& entry : view.classes) {
      const json::Value value = entry.value;
      if (!value.is_number()) continue;
      const json::Value before = seen.find_or_add(value.number(), value);
      if (!before.exists()) continue;
      findings.at_value(value, fmt::format("two classes have the value {}", shown(value.raw())))
          .hint("each value means one class")
          .related(before, "the other");
    }
  }
}

}  // namespace

const Rule kDuplicateClassValue{"MLM410",
                                "duplicate-class-value",
                                "two classes of one output have the same value",
                                severities::kShould,
                                Subject::kModelItem,
                                &check,
                                "README.md#class-object"};

}  // namespace stacmlm::rules
