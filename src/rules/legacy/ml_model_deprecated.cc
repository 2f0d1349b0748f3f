// SPDX-License-Identifier: Apache-2.0
#include "rules/context.h"
#include "rules/findings.h"
#include "rules/legacy/rules.h"
#include "stacmlm/mlm/legacy/ml_model.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  if (!context.declares_ml_model()) return;
  for (const json::Value entry : context.extensions()) {
    if (entry.string() != mlm::legacy::kMlModelUri) continue;
    findings.at_value(entry, "the ml-model extension is deprecated, MLM took its place")
        .hint(context.mlm_version() ? "MLM is declared too: remove ml-model and its members"
                                    : "describe the model with MLM: its inputs, outputs and files");
    return;
  }
}

}  // namespace

const Rule kMlModelDeprecated{"MLM710",
                              "ml-model-deprecated",
                              "the document uses the deprecated ml-model extension",
                              severities::kHint,
                              Subject::kAny,
                              &check,
                              "docs/legacy/ml-model.md"};

}  // namespace stacmlm::rules
