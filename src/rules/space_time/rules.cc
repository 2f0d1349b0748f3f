// SPDX-License-Identifier: Apache-2.0
#include "rules/space_time/rules.h"

#include "rules/catalogue.h"

namespace stacmlm::rules {

RuleList space_time_rules() {
  static constexpr const Rule* kRules[] = {
      &kRingNotClosed,        &kRingWinding,         &kPositionOutOfRange, &kBboxOrder,
      &kBboxGeometryMismatch, &kUncutAtAntimeridian, &kNullGeometry,       &kTimeOrder,
      &kDatetimeOutsideRange, &kNotADatetime,        &kZeroArea,           &kOpenRange,
      &kWholeWorldExtent,     &kCreatedAfterUpdated, &kRelativeSelfLink,   &kDuplicateLink,
      &kRepeatedRelation,
  };
  return kRules;
}

}  // namespace stacmlm::rules
