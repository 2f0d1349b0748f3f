// SPDX-License-Identifier: Apache-2.0
#include "rules/practice/rules.h"

#include "rules/catalogue.h"

namespace stacmlm::rules {

RuleList practice_rules() {
  static constexpr const Rule* kRules[] = {
      &kProductLink,      &kProductLevel,      &kProductExpression,  &kNoTrainingData,
      &kSplitWord,        &kNoProcessingLevel, &kNoTrainingRuntime,  &kNoCitation,
      &kDoiWithoutCiteAs, &kNoExample,         &kVersionNotDeclared, &kTrainingDataType,
  };
  return kRules;
}

}  // namespace stacmlm::rules
