// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/output/classes.h"
#include "rules/output/rules.h"

namespace stacmlm::rules {
namespace {

/// A function after the model makes classes of the values.
bool tells_them_apart(const mlm::ModelOutput& output) {
  const json::Value function = output.post_processing_function.raw();
  return function.exists() && !function.is_null();
}

void check(const Context& context, Findings& findings) {
  for (const OutputView& view : context.outputs()) {
    const json::Value classes = view.output.classes.raw();
    if (classes.size() != 2 || !is_floating(view.tensor.structure)) continue;
    const Dimension& dimension = class_dimension(view);
    if (dimension.size != 1 || tells_them_apart(view.output)) continue;
    findings
        .at_value(dimension.place,
                  fmt::format("dimension `{}` has size 1, but 2 classes are listed",
                              dimension.name.text()))
        .hint("give the function that turns the value into a class as `post_processing_function`")
        .related(classes, "the classes");
  }
}

}  // namespace

const Rule kOneChannelTwoClasses{"MLM412",
                                 "one-channel-two-classes",
                                 "one channel tells two classes apart",
                                 severities::kHint,
                                 Subject::kModelItem,
                                 &check,
                                 "README.md#result-structure-object"};

}  // namespace stacmlm::rules
