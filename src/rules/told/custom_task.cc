// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/nearest.h"
#include "rules/told/rules.h"
#include "stacmlm/json/pointer.h"
#include "stacmlm/mlm/vocabulary.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  const json::Value task = findings.place();
  const auto version = context.version();
  const auto tasks = mlm::words_of(mlm::tasks(), version);
  Finding& finding = findings.at_value(
      task, fmt::format("the published schema does not list the task {}, the documentation "
                        "permits others than those listed",
                        shown(task.string())));
  const std::string_view meant = nearest(task.string(), tasks);
  if (meant.empty()) {
    finding.hint("use a listed task if one fits");
    return;
  }
  finding.hint(fmt::format("did you mean `{}`?", meant))
      .unsafe_fix(
          fmt::format("write `{}`", meant),
          {{json::PatchOperation::Kind::kReplace, json::pointer_to(task), json::quote(meant), {}}});
}

}  // namespace

const Rule kCustomTask{"MLM203",
                       "custom-task",
                       "the schema does not list the task, the documentation permits others",
                       severities::kSchemaAtFault,
                       Subject::kShape,
                       &check,
                       "README.md#task-enum"};

}  // namespace stacmlm::rules
