// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cstdint>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/output/classes.h"
#include "rules/output/rules.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  for (const OutputView& view : context.outputs()) {
    const json::Value classes = view.output.classes.raw();
    const auto count = static_cast<std::int64_t>(classes.size());
    if (count == 0) continue;
    const Dimension& dimension = class_dimension(view);
    if (dimension.size <= 0 || dimension.size == count) continue;
    // One channel: rule MLM412, or the index of a class.
    if (dimension.size == 1 && (count == 2 || !is_floating(view.tensor.structure))) continue;
    findings
        .at_value(dimension.place, fmt::format("dimension `{}` has size {}, but {} class{} listed",
                                               dimension.name.text(), dimension.size, count,
                                               count == 1 ? " is" : "es are"))
        .hint("list every class that the model tells apart, the background too")
        .related(classes, "the classes");
  }
}

}  // namespace

const Rule kClassCount{"MLM407",
                       "class-count",
                       "the dimension of the classes has another size than there are classes",
                       severities::kShould,
                       Subject::kModelItem,
                       &check,
                       "README.md#result-structure-object"};

}  // namespace stacmlm::rules
