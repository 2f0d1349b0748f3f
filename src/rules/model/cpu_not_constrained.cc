// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/model/each_model.h"
#include "rules/model/rules.h"
#include "rules/nearest.h"
#include "stacmlm/mlm/vocabulary.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  each_model(
      context,
      [&](const mlm::Model& model) {
        const std::string_view accelerator = model.accelerator.value_or("");
        if (accelerator != "amd64" && accelerator != mlm::kCpu) return;
        if (!model.accelerator_constrained.is_absent()) return;
        findings
            .at_value(model.accelerator.raw(),
                      fmt::format("{} without `mlm:accelerator_constrained`", shown(accelerator)))
            .hint("true if the model runs on this processor alone, else leave the accelerator out");
      },
      &mlm::Model::accelerator, &mlm::Model::accelerator_constrained);
}

}  // namespace

const Rule kCpuNotConstrained{"MLM115",
                              "cpu-not-constrained",
                              "a model for the CPU does not say whether it runs elsewhere",
                              severities::kShouldDocumented,
                              Subject::kModelItem,
                              &check,
                              "README.md#accelerator-type-enum"};

}  // namespace stacmlm::rules
