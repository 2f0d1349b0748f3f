// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/legacy/rules.h"
#include "rules/nearest.h"

namespace stacmlm::rules {
namespace {

/// `classification` is what `scene-classification` does, too.
bool says(std::string_view task, std::string_view prediction_type) {
  constexpr std::size_t kLongestWord = 100;
  return prediction_type.size() <= kLongestWord &&
         task.find(prediction_type) != std::string_view::npos;
}

bool is_among(stac::Strings tasks, std::string_view prediction_type) {
  for (const auto& task : tasks) {
    if (task && says(*task, prediction_type)) return true;
  }
  return false;
}

void check(const Context& context, Findings& findings) {
  if (!context.describes_model()) return;
  const auto& old = context.ml_model();
  const mlm::Model& model = context.model();
  if (old.prediction_type && model.tasks && !model.tasks.value().empty() &&
      !is_among(*model.tasks, *old.prediction_type)) {
    findings
        .at_value(old.prediction_type.raw(),
                  fmt::format("`ml-model:prediction_type` is {}, which `mlm:tasks` does not name",
                              shown(*old.prediction_type)))
        .hint("keep `mlm:tasks`, and remove ml-model")
        .related(model.tasks.raw(), "`mlm:tasks`");
  }
}

}  // namespace

const Rule kMlModelAndMlm{"MLM718",
                          "ml-model-and-mlm",
                          "the members of ml-model and of MLM contradict each other",
                          severities::kShould,
                          Subject::kLegacyItem,
                          &check,
                          "docs/legacy/ml-model.md"};

}  // namespace stacmlm::rules
