// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/input/rules.h"
#include "rules/input/seen.h"
#include "rules/nearest.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  if (context.inputs().size() < 2) return;
  Seen<Word> seen;
  for (const InputView& view : context.inputs()) {
    if (!view.input.name) continue;
    const json::Value name = view.input.name.raw();
    const json::Value before = seen.find_or_add(Word(name.string()), name);
    if (!before.exists()) continue;
    findings.at_value(name, fmt::format("two inputs have the name {}", shown(name.string())))
        .hint("give each input the name that the model knows it by")
        .related(before, "the other");
  }
}

}  // namespace

const Rule kDuplicateInputName{"MLM332",
                               "duplicate-input-name",
                               "two inputs have the same name",
                               severities::kShould,
                               Subject::kModelItem,
                               &check,
                               "README.md#model-input-object"};

}  // namespace stacmlm::rules
