// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <string_view>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/model/rules.h"
#include "rules/nearest.h"
#include "rules/output/classes.h"

namespace stacmlm::rules {
namespace {

/// The task of a classification, if no other task explains the result.
json::Value find_classification(json::Value tasks) {
  json::Value found;
  for (const json::Value task : tasks.elements()) {
    if (!task.is_string() || !classifies_scenes(task.string())) return {};
    found = task;
  }
  return found;
}

bool is_extended(const TensorView& result, const Word& name) {
  const Dimension* dimension = result.dimension(name);
  return dimension != nullptr && dimension->size != 1;
}

/// Embeddings of image patches are no classes.
bool is_per_pixel(const TensorView& result) {
  if (result.dimension("embedding") != nullptr) return false;
  const auto both = [&](const Word& a, const Word& b) {
    return is_extended(result, a) && is_extended(result, b);
  };
  return both("height", "width") || both("y", "x") || both("latitude", "longitude");
}

void check(const Context& context, Findings& findings) {
  for (const OutputView& view : context.outputs()) {
    const json::Value tasks = view.output.tasks.raw();
    const json::Value task = find_classification(tasks);
    if (!task.exists() || !is_per_pixel(view.tensor)) continue;
    findings
        .at_value(task, fmt::format("{} with a result for each pixel is a segmentation",
                                    shown(task.string())))
        .hint("`semantic-segmentation` gives a class to each pixel")
        .related(view.tensor.structure.dim_order.raw(), "the dimensions of the result");
  }
}

}  // namespace

const Rule kTaskPixelwise{"MLM405",
                          "task-pixelwise",
                          "a classification with a result for each pixel",
                          severities::kShould,
                          Subject::kModelItem,
                          &check,
                          "README.md#task-enum"};

}  // namespace stacmlm::rules
