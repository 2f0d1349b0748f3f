// SPDX-License-Identifier: Apache-2.0
#include "rules/collection/rules.h"

#include "rules/catalogue.h"

namespace stacmlm::rules {

RuleList collection_rules() {
  static constexpr const Rule* kRules[] = {&kExtentNotOverall, &kUnsoundSummary,
                                           &kMlmMembersAtCollectionRoot, &kSummaryOfStructure};
  return kRules;
}

}  // namespace stacmlm::rules
