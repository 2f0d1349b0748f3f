// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace stacmlm::run {

/// What one instruction does with the top of the stack.
enum class Operation : std::uint8_t {
  kNumber,
  kBand,
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kFloorDivide,
  kRemainder,
  kPower,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kEqual,
  kNotEqual,
  kAnd,
  kOr,
  kExclusiveOr,
  kBitAnd,
  kBitOr,
  kBitExclusiveOr,
  kMinimum,
  kMaximum,
  kLeastNumber,
  kGreatestNumber,
  kHypotenuse,
  kArcTangent2,
  kNegate,
  kNot,
  kBitNot,
  kAbsolute,
  kSquareRoot,
  kCubeRoot,
  kSquare,
  kReciprocal,
  kExp,
  kExpMinus1,
  kLog,
  kLog2,
  kLog10,
  kLog1Plus,
  kSin,
  kCos,
  kTan,
  kArcSin,
  kArcCos,
  kArcTangent,
  kSinh,
  kCosh,
  kTanh,
  kFloor,
  kCeil,
  kTruncate,
  kRoundEven,
  kSign,
  kIsNan,
  kIsFinite,
  kIsInfinite,
  kSelect,  ///< condition, then, else
  kClip,    ///< value, least, greatest
};

/// How many operands it takes off the stack.
int operands_of(Operation operation);

struct Instruction {
  Operation operation = Operation::kNumber;
  std::uint32_t band = 0;  ///< of kBand
  double number = 0;       ///< of kNumber
};

/// A function that expressions may call.
struct Function {
  std::string_view name;
  Operation operation;
  bool is_truth = false;     ///< gives 0 or 1
  bool is_variadic = false;  ///< takes any number of arguments, two at least
};

/// All of them; names may share an operation.
std::span<const Function> functions();
const Function* find_function(std::string_view name);

/// Pixels that are worked on at a time.
inline constexpr std::size_t kRun = 256;

/// Runs the code for `count` (at most kRun) pixels from `first` on. `spare` has kRun numbers for
/// each place of the stack. Result i goes to `out + i * out_stride`.
void run_code(std::span<const Instruction> code, std::span<const double* const> columns,
              std::size_t first, std::size_t count, double* spare, double* out,
              std::size_t out_stride);

}  // namespace stacmlm::run
