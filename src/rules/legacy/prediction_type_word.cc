// SPDX-License-Identifier: Apache-2.0
#include "rules/legacy/rules.h"
#include "rules/legacy/words.h"
#include "stacmlm/mlm/legacy/ml_model.h"

namespace stacmlm::rules {
namespace {

void check(const Context& context, Findings& findings) {
  static const json::Key kKey("ml-model:prediction_type");
  check_words(context, findings, kKey, mlm::legacy::prediction_types());
}

}  // namespace

const Rule kPredictionTypeWord{
    "MLM712",
    "prediction-type-word",
    "a prediction type is none of the recommended words",
    severities::kShould,
    Subject::kLegacyItem,
    &check,
    "https://github.com/stac-extensions/ml-model/blob/v1.0.0/README.md#ml-modelprediction_type"};

}  // namespace stacmlm::rules
