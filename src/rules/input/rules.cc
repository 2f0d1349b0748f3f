// SPDX-License-Identifier: Apache-2.0
#include "rules/input/rules.h"

#include "rules/catalogue.h"

namespace stacmlm::rules {

RuleList input_rules() {
  static constexpr const Rule* kRules[] = {
      &kUnusualDimension,
      &kBandsLeftOut,
      &kDanglingBand,
      &kBandCase,
      &kDanglingVariable,
      &kDuplicateBand,
      &kBandAndVariableName,
      &kBandCount,
      &kEoBandsRepeated,
      &kBandExtensionV2,
      &kEoBandsOnlyInProperties,
      &kRasterBandWithoutName,
      &kUnusedBand,
      &kVariablesWithoutDimensions,
      &kZeroSize,
      &kShapeDimOrderMismatch,
      &kScalingCount,
      &kScalingByZero,
      &kMinimumAboveMaximum,
      &kNullExpression,
      &kKernelSizedInput,
      &kInputWithoutBands,
      &kDuplicateInputName,
      &kNormTypeWithoutStatistics,
      &kExpressionFormat,
      &kPythonExpressionForm,
      &kStatisticsCount,
      &kScalingLeftOut,
      &kBandsBeforeStac11,
      &kScalingLeftover,
      &kDimensionExtentOrder,
      &kVariableDimensionUnknown,
  };
  return kRules;
}

}  // namespace stacmlm::rules
