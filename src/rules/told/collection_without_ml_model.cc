// SPDX-License-Identifier: Apache-2.0
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/told/rules.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  Finding& finding =
      findings
          .at_opening(findings.place(),
                      "neither the assets nor the summaries of this Collection of ml-model "
                      "say anything of a model")
          .hint(
              "summarise `ml-model:learning_approach`, `ml-model:prediction_type` or "
              "`ml-model:architecture`, or do not declare ml-model");
  for (const json::Value entry : context.extensions()) {
    if (entry.equals(mlm::legacy::kMlModelUri)) finding.related(entry, "declared here");
  }
}

}  // namespace

const Rule kCollectionWithoutMlModel{"MLM704",
                                     "collection-without-ml-model",
                                     "a Collection declares ml-model and does not use it",
                                     severities::kSchema,
                                     Subject::kShape,
                                     &check,
                                     "https://github.com/stac-extensions/ml-model/blob/v1.0.0/"
                                     "README.md#item-properties"};

}  // namespace stacmlm::rules
