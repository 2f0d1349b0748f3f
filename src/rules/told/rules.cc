// SPDX-License-Identifier: Apache-2.0
#include "rules/told/rules.h"

#include "rules/catalogue.h"

namespace stacmlm::rules {

RuleList told_rules() {
  static constexpr const Rule* kRules[] = {
      &kMisplacedMember,
      &kBandsNotDescribed,
      &kVariablesNotDescribed,
      &kBandsDimensionMissing,
      &kBandsDimensionReserved,
      &kVariablesDimensionMissing,
      &kVariablesDimensionReserved,
      &kNoModelAsset,
      &kEntrypointWithoutCode,
      &kArtifactTypeMissing,
      &kArtifactTypeWithoutModel,
      &kAssetNotModel,
      &kSummaryRefused,
      &kCollectionWithoutMlModel,
      &kNullNotInSchema,
      &kUnusualName,
      &kAcceleratorCpu,
      &kCustomTask,
      &kShortDimensionName,
      &kNormTypeClip,
      &kFrameworkVersionForm,
      &kBandsOnlyOnAssets,
      &kScalingTypeNull,
      &kClassWithoutDescription,
      &kCompileMethodNull,
      &kEntrypointNotInSchema,
      &kNameOnProductAsset,
      &kSummaryNotObject,
      &kUriOfOtherHost,
  };
  return kRules;
}

}  // namespace stacmlm::rules
