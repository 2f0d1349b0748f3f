// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <string>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/model/rules.h"
#include "rules/nearest.h"
#include "stacmlm/json/pointer.h"
#include "stacmlm/mlm/vocabulary.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  const auto& tasks = context.model().tasks;
  if (!tasks || tasks.value().empty()) return;
  std::string end_of_list;
  for (const OutputView& view : context.outputs()) {
    if (context.tasks().has_all(view.tasks)) continue;
    for (const auto& task : view.output.tasks.value()) {
      if (!task || context.tasks().has(Word(*task)) || !mlm::is_known(mlm::tasks(), *task))
        continue;
      Finding& finding = findings.at_value(
          task.raw(), fmt::format("the task {} is not in `mlm:tasks`", shown(*task)));
      if (findings.is_full()) continue;
      if (end_of_list.empty()) end_of_list = json::pointer_to(tasks.raw()) + "/-";
      finding.hint("`mlm:tasks` lists the tasks of all outputs")
          .related(tasks.raw(), "the tasks of the model")
          .unsafe_fix("add it to `mlm:tasks`",
                      {{json::PatchOperation::Kind::kAdd, end_of_list, json::quote(*task), ""}});
    }
  }
}

}  // namespace

const Rule kOutputTaskNotInTasks{"MLM403",
                                 "output-task-not-in-tasks",
                                 "an output has a task that `mlm:tasks` does not list",
                                 severities::kShould,
                                 Subject::kModelItem,
                                 &check,
                                 "README.md#task-enum"};

}  // namespace stacmlm::rules
