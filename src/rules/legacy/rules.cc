// SPDX-License-Identifier: Apache-2.0
#include "rules/legacy/rules.h"

#include "rules/catalogue.h"
#include "rules/legacy/compose.h"

namespace stacmlm::rules {

RuleList legacy_rules() {
  static constexpr const Rule* kRules[] = {
      &kMlModelDeprecated, &kLearningApproachWord, &kPredictionTypeWord, &kTrainingOsWord,
      &kRuntimeAsset, &kImageLink, &kDataLink, &kDatetimeNotNull, &kMlModelAndMlm,
      &kUnknownMlModelWord, &kDlmDocument,
      // of Compose files
      &kNotYaml, &kNoService, &kNoImage, &kImageReference, &kBuiltService, &kDataNotMounted,
      &kHostMount, &kForeignVolume, &kHostAccess, &kFurtherFile, &kOtherVariable,
      &kUnresolvedVariable, &kPublishedPort, &kLeftOutMember, &kComposeForm,
      &kComposeFileNotChecked, &kNoComposeFile, &kPassedVariable};
  return kRules;
}

}  // namespace stacmlm::rules
