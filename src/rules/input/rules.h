// SPDX-License-Identifier: Apache-2.0
// The rules that look at the inputs, and at the tensors and names that outputs share with them.
#pragma once

#include "stacmlm/rules/rule.h"

namespace stacmlm::rules {

extern const Rule kUnusualDimension;
extern const Rule kBandsLeftOut;
extern const Rule kDanglingBand;
extern const Rule kBandCase;
extern const Rule kDanglingVariable;
extern const Rule kDuplicateBand;
extern const Rule kBandAndVariableName;
extern const Rule kBandCount;
extern const Rule kEoBandsRepeated;
extern const Rule kBandExtensionV2;
extern const Rule kEoBandsOnlyInProperties;
extern const Rule kRasterBandWithoutName;
extern const Rule kUnusedBand;
extern const Rule kVariablesWithoutDimensions;
extern const Rule kZeroSize;
extern const Rule kShapeDimOrderMismatch;
extern const Rule kScalingCount;
extern const Rule kScalingByZero;
extern const Rule kMinimumAboveMaximum;
extern const Rule kNullExpression;
extern const Rule kKernelSizedInput;
extern const Rule kInputWithoutBands;
extern const Rule kDuplicateInputName;
extern const Rule kNormTypeWithoutStatistics;
extern const Rule kExpressionFormat;
extern const Rule kPythonExpressionForm;
extern const Rule kStatisticsCount;
extern const Rule kScalingLeftOut;
extern const Rule kBandsBeforeStac11;
extern const Rule kScalingLeftover;
extern const Rule kDimensionExtentOrder;
extern const Rule kVariableDimensionUnknown;

}  // namespace stacmlm::rules
