// SPDX-License-Identifier: Apache-2.0
// The rules that look at what the best practices ask for: links, training data, products.
#pragma once

#include "stacmlm/rules/rule.h"

namespace stacmlm::rules {

extern const Rule kProductLink;
extern const Rule kProductLevel;
extern const Rule kProductExpression;
extern const Rule kNoTrainingData;
extern const Rule kSplitWord;
extern const Rule kNoProcessingLevel;
extern const Rule kNoTrainingRuntime;
extern const Rule kNoCitation;
extern const Rule kDoiWithoutCiteAs;
extern const Rule kNoExample;
extern const Rule kVersionNotDeclared;
extern const Rule kTrainingDataType;

}  // namespace stacmlm::rules
