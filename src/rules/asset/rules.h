// SPDX-License-Identifier: Apache-2.0
// The rules that look at assets: roles, files, media types, addresses.
#pragma once

#include "stacmlm/rules/rule.h"

namespace stacmlm::rules {

extern const Rule kUnusualArtifactType;
extern const Rule kEntrypointForm;
extern const Rule kWeightsWithoutModel;
extern const Rule kSameArtifactType;
extern const Rule kCompanionRole;
extern const Rule kNoSourceCode;
extern const Rule kNoContainer;
extern const Rule kModelMediaType;
extern const Rule kSourceCodeMediaType;
extern const Rule kSourceNotPinned;
extern const Rule kEntrypointWithoutCodeInCollection;
extern const Rule kContainerDescription;
extern const Rule kLocalAbsoluteHref;
extern const Rule kWeightsAreAPage;
extern const Rule kUnknownRole;
extern const Rule kAssetKey;
extern const Rule kModelRoleUnseen;
extern const Rule kModelAssetsDiffer;
extern const Rule kFileSizeOrChecksumMissing;
extern const Rule kFileChecksumForm;
extern const Rule kFileSizeZero;
extern const Rule kSourceWithoutExampleLink;

}  // namespace stacmlm::rules
