// SPDX-License-Identifier: Apache-2.0
#include "rules/output/rules.h"

#include "rules/catalogue.h"

namespace stacmlm::rules {

RuleList output_rules() {
  static constexpr const Rule* kRules[] = {
      &kClassesLeftOut,       &kClassCount,          &kSegmentationWithoutSpace,
      &kDuplicateOutputName,  &kDuplicateClassValue, &kDuplicateClassName,
      &kOneChannelTwoClasses, &kClassColor,          &kTaskResultRank,
  };
  return kRules;
}

}  // namespace stacmlm::rules
