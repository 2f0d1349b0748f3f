// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/nearest.h"
#include "rules/output/classes.h"
#include "rules/output/rules.h"

namespace stacmlm::rules {
namespace {

/// The first task that needs a place in the image, or nothing.
std::string_view spatial_task(const mlm::Field<mlm::Strings>& tasks) {
  for (const json::Value task : tasks.raw().elements()) {
    if (task.is_string() && (is_segmentation(task.string()) || is_detection(task.string())))
      return task.string();
  }
  return {};
}

/// True if the result tells classes of the whole image.
bool has_only_classes(const TensorView& result) {
  return std::ranges::all_of(result.dimensions, [](const Dimension& dimension) {
    return dimension.name == "batch" || dimension.name == "class" || dimension.name == "classes";
  });
}

void check(const Context& context, Findings& findings) {
  for (const OutputView& view : context.outputs()) {
    const json::Value names = view.tensor.structure.dim_order.raw();
    if (names.size() == 0 || !has_no_space(view.tensor)) continue;
    const std::string_view task = spatial_task(view.output.tasks);
    if (task.empty()) continue;
    // Boxes may come from another head, or lie along channels.
    if (is_detection(task) && (context.outputs().size() > 1 || !has_only_classes(view.tensor)))
      continue;
    findings
        .at_value(names,
                  fmt::format("the task is {}, but no dimension of the result is one of space",
                              shown(task)))
        .hint(is_detection(task) ? "name the dimension of the boxes"
                                 : "name the dimensions of the mask, such as `height` and `width`");
  }
}

}  // namespace

const Rule kSegmentationWithoutSpace{"MLM408",
                                     "segmentation-without-space",
                                     "a segmentation or detection has no dimension of space",
                                     severities::kShould,
                                     Subject::kModelItem,
                                     &check,
                                     "README.md#result-structure-object"};

}  // namespace stacmlm::rules
