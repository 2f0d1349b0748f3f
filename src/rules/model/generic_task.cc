// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/model/rules.h"

namespace stacmlm::rules {
namespace {

struct Generic {
  std::string_view task;
  std::array<std::string_view, 3> specific;
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
  const json::Value tasks = context.model().tasks.raw();
  for (const Generic& generic : kGeneric) {
    if (!stac::contains(tasks, generic.task) ||
        std::ranges::any_of(generic.specific, [&](std::string_view task) {
          return !task.empty() && stac::contains(tasks, task);
        }))
      continue;
    findings.at_value(tasks, fmt::format("`{}` is a generic task", generic.task))
        .hint(fmt::format("more specific: {}", generic.words));
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
