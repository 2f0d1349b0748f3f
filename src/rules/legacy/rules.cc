// SPDX-License-Identifier: Apache-2.0
#include "rules/legacy/rules.h"

#include "rules/catalogue.h"

namespace stacmlm::rules {

RuleList legacy_rules() {
  static constexpr const Rule* kRules[] = {
      &kMlModelDeprecated,  &kLearningApproachWord, &kPredictionTypeWord,
      &kTrainingOsWord,     &kRuntimeAsset,         &kImageLink,
      &kDataLink,           &kDatetimeNotNull,      &kMlModelAndMlm,
      &kUnknownMlModelWord, &kDlmDocument};
  return kRules;
}

}  // namespace stacmlm::rules
