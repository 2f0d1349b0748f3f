// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "rules/context.h"
#include "rules/findings.h"
#include "rules/model/each_model.h"
#include "rules/model/rules.h"
#include "rules/nearest.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  each_model(
      context,
      [&](const mlm::Model& model) {
        if (model.pretrained.value_or(true) || !model.pretrained_source) return;
        findings
            .at_value(model.pretrained_source.raw(),
                      fmt::format("the model is not pretrained, but {} is its source",
                                  shown(*model.pretrained_source)))
            .hint("write null for a model that was trained from scratch")
            .related(model.pretrained.raw(), "not pretrained")
            .unsafe_fix("write null",
                        {{json::PatchOperation::Kind::kReplace,
                          json::pointer_to(model.pretrained_source.raw()), "null", ""}});
      },
      &mlm::Model::pretrained, &mlm::Model::pretrained_source);
}

}  // namespace

const Rule kPretrainedSourceOfUntrained{
    "MLM113",
    "pretrained-source-of-untrained",
    "a model that is not pretrained names a source of its weights",
    severities::kShould,
    Subject::kModelItem,
    &check,
    "README.md#item-properties-and-collection-fields"};

}  // namespace stacmlm::rules
