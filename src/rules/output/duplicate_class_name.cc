// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cstdint>
#include <optional>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/input/seen.h"
#include "rules/nearest.h"
#include "rules/output/rules.h"

namespace stacmlm::rules {
namespace {

std::optional<std::uint32_t> hash(const ClassView& view) {
  if (!view.name.is_string()) return std::nullopt;
  return json::hash_key(view.name.string());
}

void check(const Context& context, Findings& findings) {
  for (const OutputView& view : context.outputs()) {
    if (surely_differ(view.classes, hash)) continue;
    Seen<Word> seen;
    for (const ClassView& entry : view.classes) {
      const json::Value name = entry.name;
      if (!name.is_string()) continue;
      const json::Value before = seen.find_or_add(Word(name.string()), name);
      if (!before.exists()) continue;
      findings.at_value(name, fmt::format("two classes have the name {}", shown(name.string())))
          .hint("give each class a name of its own")
          .related(before, "the other");
    }
  }
}

}  // namespace

const Rule kDuplicateClassName{"MLM411",
                               "duplicate-class-name",
                               "two classes of one output have the same name",
                               severities::kShould,
                               Subject::kModelItem,
                               &check,
                               "README.md#class-object"};

}  // namespace stacmlm::rules
