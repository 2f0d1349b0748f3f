// SPDX-License-Identifier: Apache-2.0
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/output/classes.h"
#include "rules/output/rules.h"

namespace stacmlm::rules {
namespace {

/// Another rule says that the key is wrong.
bool has_misspelt_classes(json::Value output) {
  return output.find("classification_classes").exists() || output.find("classes").exists();
}

/// Features, not classes.
bool is_no_class_tensor(const TensorView& result) {
  return static_cast<bool>(result.find({"embedding", "token"}));
}

void check(const Context& context, Findings& findings) {
  bool any_listed = false;
  for (const OutputView& view : context.outputs())
    any_listed = any_listed || view.output.classes.raw().size() > 0;
  for (const OutputView& view : context.outputs()) {
    const mlm::ModelOutput& output = view.output;
    if (output.classes.raw().size() > 0 || !produces_classes(output.tasks)) continue;
    if (has_misspelt_classes(output.source) || is_no_class_tensor(view.tensor)) continue;
    // One head of several may give boxes, scores or masks of the classes of another.
    if (any_listed && !view.tensor.find({"class", "classes"})) continue;
    findings.at_opening(output.source, "no `classification:classes`")
        .hint("list the value and the meaning of each class");
  }
}

}  // namespace

const Rule kClassesLeftOut{"MLM406",
                           "classes-left-out",
                           "an output that produces classes does not list them",
                           severities::kShouldDocumented,
                           Subject::kModelItem,
                           &check,
                           "README.md#model-output-object"};

}  // namespace stacmlm::rules
