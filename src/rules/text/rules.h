// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "stacmlm/rules/rule.h"

namespace stacmlm::rules {

extern const Rule kNotJson;
extern const Rule kDuplicateKey;
extern const Rule kNumberRange;
extern const Rule kTooDeep;
extern const Rule kTooLarge;
extern const Rule kNotUtf8;
extern const Rule kLoneSurrogate;
extern const Rule kByteOrderMark;
extern const Rule kMoreFindings;

}  // namespace stacmlm::rules
