// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <string_view>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/model/rules.h"
#include "rules/nearest.h"

namespace stacmlm::rules {
namespace {

struct Generic {
  Word task;
  std::array<Word, 3> specific;
  std::string_view words;
};

constexpr std::array<Generic, 3> kGeneric = {{
    {"classification", {"scene-classification"}, "`scene-classification`"},
    {"detection", {"object-detection"}, "`object-detection`"},
    {"segmentation",
     {"semantic-segmentation", "instance-segmentation", "panoptic-segmentation"},
     "`semantic-segmentation`, `instance-segmentation`, `panoptic-segmentation`"},
}};

void check(const Context& context, Findings& findings) {
  static const ListedTasks kAll = {kGeneric[0].task, kGeneric[1].task, kGeneric[2].task};
  if (!context.tasks().has_any(kAll)) return;
  for (const Generic& generic : kGeneric) {
    const auto is_listed = [&](const Word& task) { return context.tasks().has(task); };
    if (!is_listed(generic.task) || std::ranges::any_of(generic.specific, is_listed)) continue;
    findings
        .at_value(context.model().tasks.raw(),
                  sentence({"`", generic.task.text(), "` is a generic task"}))
        .hint(sentence({"more specific: ", generic.words}));
  }
}

}  // namespace

const Rule kGenericTask{"MLM208",
                        "generic-task",
                        "a task has a more specific name",
                        severities::kHint,
                        Subject::kModelItem,
                        &check,
                        "README.md#task-enum"};

}  // namespace stacmlm::rules
