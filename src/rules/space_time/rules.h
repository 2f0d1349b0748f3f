// SPDX-License-Identifier: Apache-2.0
// The rules that look at geometry, bounding boxes, times and the links that place a document.
#pragma once

#include "stacmlm/rules/rule.h"

namespace stacmlm::rules {

extern const Rule kRingNotClosed;
extern const Rule kRingWinding;
extern const Rule kPositionOutOfRange;
extern const Rule kBboxOrder;
extern const Rule kBboxGeometryMismatch;
extern const Rule kUncutAtAntimeridian;
extern const Rule kNullGeometry;
extern const Rule kTimeOrder;
extern const Rule kDatetimeOutsideRange;
extern const Rule kNotADatetime;
extern const Rule kZeroArea;
extern const Rule kOpenRange;
extern const Rule kWholeWorldExtent;
extern const Rule kCreatedAfterUpdated;
extern const Rule kRelativeSelfLink;
extern const Rule kDuplicateLink;
extern const Rule kRepeatedRelation;

}  // namespace stacmlm::rules
