// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "run/expression/operations.h"

namespace stacmlm::run {
namespace {

using enum Operation;

constexpr std::array kFunctions = std::to_array<Function>({
    {"abs", kAbsolute},
    {"absolute", kAbsolute},
    {"fabs", kAbsolute},
    {"add", kAdd},
    {"subtract", kSubtract},
    {"multiply", kMultiply},
    {"divide", kDivide},
    {"true_divide", kDivide},
    {"floor_divide", kFloorDivide},
    {"mod", kRemainder},
    {"remainder", kRemainder},
    {"power", kPower},
    {"pow", kPower},
    {"negative", kNegate},
    {"reciprocal", kReciprocal},
    {"square", kSquare},
    {"sqrt", kSquareRoot},
    {"cbrt", kCubeRoot},
    {"exp", kExp},
    {"expm1", kExpMinus1},
    {"log", kLog},
    {"log2", kLog2},
    {"log10", kLog10},
    {"log1p", kLog1Plus},
    {"sin", kSin},
    {"cos", kCos},
    {"tan", kTan},
    {"arcsin", kArcSin},
    {"arccos", kArcCos},
    {"arctan", kArcTangent},
    {"arctan2", kArcTangent2},
    {"sinh", kSinh},
    {"cosh", kCosh},
    {"tanh", kTanh},
    {"hypot", kHypotenuse},
    {"floor", kFloor},
    {"ceil", kCeil},
    {"trunc", kTruncate},
    {"rint", kRoundEven},
    {"round", kRoundEven},
    {"around", kRoundEven},
    {"sign", kSign},
    {"min", kMinimum, false, true},
    {"minimum", kMinimum, false, true},
    {"max", kMaximum, false, true},
    {"maximum", kMaximum, false, true},
    {"fmin", kLeastNumber},
    {"fmax", kGreatestNumber},
    {"clip", kClip},
    {"where", kSelect},
    {"less", kLess, true},
    {"less_equal", kLessEqual, true},
    {"greater", kGreater, true},
    {"greater_equal", kGreaterEqual, true},
    {"equal", kEqual, true},
    {"not_equal", kNotEqual, true},
    {"logical_and", kAnd, true},
    {"logical_or", kOr, true},
    {"logical_xor", kExclusiveOr, true},
    {"logical_not", kNot, true},
    {"bitwise_and", kBitAnd},
    {"bitwise_or", kBitOr},
    {"bitwise_xor", kBitExclusiveOr},
    {"isnan", kIsNan, true},
    {"isfinite", kIsFinite, true},
    {"isinf", kIsInfinite, true},
});

}  // namespace

std::span<const Function> functions() { return kFunctions; }

const Function* find_function(std::string_view name) {
  const auto* found = std::ranges::find(kFunctions, name, &Function::name);
  return found == kFunctions.end() ? nullptr : found;
}

}  // namespace stacmlm::run
