// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/input/seen.h"
#include "rules/nearest.h"
#include "rules/output/rules.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  if (context.outputs().size() < 2) return;
  Seen<Word> seen;
  for (const OutputView& view : context.outputs()) {
    if (!view.output.name) continue;
    const json::Value name = view.output.name.raw();
    const json::Value before = seen.find_or_add(Word(name.string()), name);
    if (!before.exists()) continue;
    findings.at_value(name, fmt::format("two outputs have the name {}", shown(name.string())))
        .hint("give each output the name that the model knows it by")
        .related(before, "the other");
  }
}

}  // namespace

const Rule kDuplicateOutputName{"MLM409",
                                "duplicate-output-name",
                                "two outputs have the same name",
                                severities::kShould,
                                Subject::kModelItem,
                                &check,
                                "README.md#model-output-object"};

}  // namespace stacmlm::rules
