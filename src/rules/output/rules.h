// SPDX-License-Identifier: Apache-2.0
// The rules that look at the outputs and their classes.
#pragma once

#include "stacmlm/rules/rule.h"

namespace stacmlm::rules {

extern const Rule kClassesLeftOut;
extern const Rule kClassCount;
extern const Rule kSegmentationWithoutSpace;
extern const Rule kDuplicateOutputName;
extern const Rule kDuplicateClassValue;
extern const Rule kDuplicateClassName;
extern const Rule kOneChannelTwoClasses;
extern const Rule kClassColor;
extern const Rule kTaskResultRank;

}  // namespace stacmlm::rules
