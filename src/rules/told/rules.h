// SPDX-License-Identifier: Apache-2.0
// Rules told by the facts of the MLM and ml-model schemas: each words what a fact with its code
// found. `check` runs once per failed fact; Findings::place() is the value.
#pragma once

#include "stacmlm/rules/rule.h"

namespace stacmlm::rules {

// What the schema refuses and the documentation, too.
extern const Rule kMisplacedMember;
extern const Rule kBandsNotDescribed;
extern const Rule kVariablesNotDescribed;
extern const Rule kBandsDimensionMissing;
extern const Rule kBandsDimensionReserved;
extern const Rule kVariablesDimensionMissing;
extern const Rule kVariablesDimensionReserved;
extern const Rule kNoModelAsset;
extern const Rule kEntrypointWithoutCode;
extern const Rule kArtifactTypeMissing;
extern const Rule kArtifactTypeWithoutModel;
extern const Rule kAssetNotModel;
extern const Rule kSummaryRefused;
extern const Rule kCollectionWithoutMlModel;

// What the schema refuses though the documentation allows it.
extern const Rule kNullNotInSchema;
extern const Rule kUnusualName;
extern const Rule kAcceleratorCpu;
extern const Rule kCustomTask;
extern const Rule kShortDimensionName;
extern const Rule kNormTypeClip;
extern const Rule kFrameworkVersionForm;
extern const Rule kBandsOnlyOnAssets;
extern const Rule kScalingTypeNull;
extern const Rule kClassWithoutDescription;
extern const Rule kCompileMethodNull;
extern const Rule kEntrypointNotInSchema;
extern const Rule kNameOnProductAsset;
extern const Rule kSummaryNotObject;
extern const Rule kUriOfOtherHost;

}  // namespace stacmlm::rules
