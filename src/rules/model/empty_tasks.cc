// SPDX-License-Identifier: Apache-2.0
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/model/rules.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  const auto look_at = [&](const stac::Field<stac::Strings>& tasks) {
    if (!tasks || !tasks.value().empty()) return;
    findings.at_value(tasks.raw(), "no task is listed").hint("name what the model does");
  };
  look_at(context.model().tasks);
  for (const OutputView& view : context.outputs()) look_at(view.output.tasks);
}

}  // namespace

const Rule kEmptyTasks{"MLM117",
                       "empty-tasks",
                       "a list of tasks is empty",
                       severities::kShouldDocumented,
                       Subject::kModelItem,
                       &check,
                       "README.md#task-enum"};

}  // namespace stacmlm::rules
