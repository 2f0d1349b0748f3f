// SPDX-License-Identifier: Apache-2.0
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/model/each_model.h"
#include "rules/model/rules.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  each_model(
      context,
      [&](const mlm::Model& model) {
        const auto& accelerator = model.accelerator;
        if (!model.accelerator_constrained.value_or(false)) return;
        if (!accelerator.is_absent() && !accelerator.is_null()) return;
        findings
            .at_value(model.accelerator_constrained.raw(),
                      "the model is bound to an accelerator, but `mlm:accelerator` names none")
            .hint("name the accelerator, or write false")
            .related(accelerator.raw(), "no accelerator");
      },
      &mlm::Model::accelerator, &mlm::Model::accelerator_constrained);
}

}  // namespace

const Rule kConstrainedWithoutAccelerator{"MLM116",
                                          "constrained-without-accelerator",
                                          "the model is bound to an accelerator that is not named",
                                          severities::kShould,
                                          Subject::kModelItem,
                                          &check,
                                          "README.md#accelerator-type-enum"};

}  // namespace stacmlm::rules
