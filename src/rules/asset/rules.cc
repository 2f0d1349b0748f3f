// SPDX-License-Identifier: Apache-2.0
#include "rules/asset/rules.h"

#include "rules/catalogue.h"

namespace stacmlm::rules {

RuleList asset_rules() {
  static constexpr const Rule* kRules[] = {
      &kUnusualArtifactType,
      &kEntrypointForm,
      &kWeightsWithoutModel,
      &kSameArtifactType,
      &kCompanionRole,
      &kNoSourceCode,
      &kNoContainer,
      &kModelMediaType,
      &kSourceCodeMediaType,
      &kSourceNotPinned,
      &kEntrypointWithoutCodeInCollection,
      &kContainerDescription,
      &kLocalAbsoluteHref,
      &kWeightsAreAPage,
      &kUnknownRole,
      &kAssetKey,
      &kModelRoleUnseen,
      &kModelAssetsDiffer,
      &kFileSizeOrChecksumMissing,
      &kFileChecksumForm,
      &kFileSizeZero,
      &kSourceWithoutExampleLink,
  };
  return kRules;
}

}  // namespace stacmlm::rules
