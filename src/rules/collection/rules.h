// SPDX-License-Identifier: Apache-2.0
// The rules that look at a Collection alone.
#pragma once

#include "stacmlm/rules/rule.h"

namespace stacmlm::rules {

extern const Rule kExtentNotOverall;
extern const Rule kUnsoundSummary;
extern const Rule kMlmMembersAtCollectionRoot;
extern const Rule kSummaryOfStructure;

}  // namespace stacmlm::rules
