// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/nearest.h"
#include "rules/output/classes.h"
#include "rules/output/rules.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  for (const OutputView& view : context.outputs()) {
    const json::Value names = view.tensor.structure.dim_order.raw();
    if (names.size() == 0 || !has_no_space(view.tensor)) continue;
    for (const json::Value task : view.output.tasks.raw().elements()) {
      if (!task.is_string() || !makes_image(task.string())) continue;
      findings
          .at_value(names,
                    fmt::format("the task is {}, but no dimension of the result is one of space",
                                shown(task.string())))
          .hint("name the dimensions of the image, such as `height` and `width`");
      break;
    }
  }
}

}  // namespace

const Rule kTaskResultRank{"MLM414",
                           "task-result-rank",
                           "a task that makes an image has a result without dimensions of space",
                           severities::kShould,
                           Subject::kModelItem,
                           &check,
                           "README.md#result-structure-object"};

}  // namespace stacmlm::rules
