// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/model/rules.h"
#include "rules/nearest.h"
#include "stacmlm/mlm/vocabulary.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  const auto& tasks = context.model().tasks;
  if (!tasks || context.outputs().empty()) return;
  ListedTasks of_outputs;
  for (const OutputView& view : context.outputs()) {
    if (!view.output.tasks || view.output.tasks.value().empty()) return;
    of_outputs.add(view.tasks);
  }
  if (of_outputs.has_all(context.tasks())) return;
  for (const auto& task : tasks.value()) {
    if (!task || of_outputs.has(Word(*task)) || !mlm::is_known(mlm::tasks(), *task)) continue;
    findings.at_value(task.raw(), fmt::format("no output has the task {}", shown(*task)))
        .hint("name the task at the output that does it, or take it out");
  }
}

}  // namespace

const Rule kTaskOfNoOutput{"MLM404",
                           "task-of-no-output",
                           "`mlm:tasks` lists a task that no output has",
                           severities::kShouldDocumented,
                           Subject::kModelItem,
                           &check,
                           "README.md#task-enum"};

}  // namespace stacmlm::rules
