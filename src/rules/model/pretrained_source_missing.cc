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
        if (!model.pretrained.value_or(false)) return;
        if (model.pretrained_source.is_null()) {
          findings
              .at_value(model.pretrained_source.raw(),
                        "the model is pretrained, but null says that it was trained from scratch")
              .hint("name the data set that it was trained on")
              .related(model.pretrained.raw(), "pretrained");
        } else if (model.pretrained_source.is_absent()) {
          findings.at_value(model.pretrained.raw(), "pretrained, but on what is not told")
              .hint("name the data set in `mlm:pretrained_source`");
        }
      },
      &mlm::Model::pretrained, &mlm::Model::pretrained_source);
}

}  // namespace

const Rule kPretrainedSourceMissing{"MLM114",
                                    "pretrained-source-missing",
                                    "a pretrained model does not name the source of its weights",
                                    severities::kShouldDocumented,
                                    Subject::kModelItem,
                                    &check,
                                    "README.md#item-properties-and-collection-fields"};

}  // namespace stacmlm::rules
