// SPDX-License-Identifier: Apache-2.0
#include "run/expression/operations.h"

#include <array>
#include <cmath>
#include <functional>
#include <limits>

#include "run/expression/expression.h"

namespace stacmlm::run {
namespace {

using enum Operation;

/// A place of the stack: a number for all pixels, or a number for each.
struct Place {
  const double* numbers = nullptr;
  double number = 0;
};

template <class Function>
void map(Place& a, double* out, std::size_t count, Function function) {
  if (a.numbers == nullptr) {
    a.number = function(a.number);
    return;
  }
  const double* x = a.numbers;
  for (std::size_t i = 0; i < count; ++i) out[i] = function(x[i]);
  a.numbers = out;
}

template <class Function>
void map(Place& a, const Place& b, double* out, std::size_t count, Function function) {
  const double* x = a.numbers;
  const double* y = b.numbers;
  if (x == nullptr && y == nullptr) {
    a.number = function(a.number, b.number);
    return;
  }
  if (x == nullptr) {
    for (std::size_t i = 0; i < count; ++i) out[i] = function(a.number, y[i]);
  } else if (y == nullptr) {
    for (std::size_t i = 0; i < count; ++i) out[i] = function(x[i], b.number);
  } else {
    for (std::size_t i = 0; i < count; ++i) out[i] = function(x[i], y[i]);
  }
  a.numbers = out;
}

double at(const Place& place, std::size_t i) {
  return place.numbers == nullptr ? place.number : place.numbers[i];
}

double least(double a, double b) { return a <= b || a != a ? a : b; }
double greatest(double a, double b) { return a >= b || a != a ? a : b; }

/// Floor division and its remainder as Python and NumPy have them: the remainder has the sign of
/// the divisor.
double remainder_of(double a, double b) {
  double rest = std::fmod(a, b);
  if (b == 0) return rest;
  if (rest == 0) return std::copysign(0.0, b);
  if ((b < 0) != (rest < 0)) rest += b;
  return rest;
}

double floor_divide(double a, double b) {
  if (b == 0) return a / b;
  double rest = std::fmod(a, b);
  double quotient = (a - rest) / b;
  if (rest != 0 && (b < 0) != (rest < 0)) quotient -= 1;
  if (quotient == 0) return std::copysign(0.0, a / b);
  const double whole = std::floor(quotient);
  return quotient - whole > 0.5 ? whole + 1 : whole;
}

/// Beyond 2^63, and for NaN: NaN, as there are no bits to speak of.
template <class Function>
double on_bits(double a, double b, Function function) {
  constexpr double kEnd = 9223372036854775808.0;
  if (!(a >= -kEnd && a < kEnd && b >= -kEnd && b < kEnd)) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  return static_cast<double>(function(static_cast<std::int64_t>(a), static_cast<std::int64_t>(b)));
}

double power(double a, double b) {
  if (b == 2) return a * a;
  if (b == 0.5) return std::sqrt(a);
  return std::pow(a, b);
}

void run_unary(Operation operation, Place& a, double* out, std::size_t n) {
  switch (operation) {
    case kNegate:
      return map(a, out, n, [](double x) { return -x; });
    case kNot:
      return map(a, out, n, [](double x) { return x == 0 ? 1.0 : 0.0; });
    case kBitNot:
      return map(a, out, n, [](double x) { return -1 - std::trunc(x); });
    case kAbsolute:
      return map(a, out, n, [](double x) { return std::fabs(x); });
    case kSquareRoot:
      return map(a, out, n, [](double x) { return std::sqrt(x); });
    case kCubeRoot:
      return map(a, out, n, [](double x) { return std::cbrt(x); });
    case kSquare:
      return map(a, out, n, [](double x) { return x * x; });
    case kReciprocal:
      return map(a, out, n, [](double x) { return 1 / x; });
    case kExp:
      return map(a, out, n, [](double x) { return std::exp(x); });
    case kExpMinus1:
      return map(a, out, n, [](double x) { return std::expm1(x); });
    case kLog:
      return map(a, out, n, [](double x) { return std::log(x); });
    case kLog2:
      return map(a, out, n, [](double x) { return std::log2(x); });
    case kLog10:
      return map(a, out, n, [](double x) { return std::log10(x); });
    case kLog1Plus:
      return map(a, out, n, [](double x) { return std::log1p(x); });
    case kSin:
      return map(a, out, n, [](double x) { return std::sin(x); });
    case kCos:
      return map(a, out, n, [](double x) { return std::cos(x); });
    case kTan:
      return map(a, out, n, [](double x) { return std::tan(x); });
    case kArcSin:
      return map(a, out, n, [](double x) { return std::asin(x); });
    case kArcCos:
      return map(a, out, n, [](double x) { return std::acos(x); });
    case kArcTangent:
      return map(a, out, n, [](double x) { return std::atan(x); });
    case kSinh:
      return map(a, out, n, [](double x) { return std::sinh(x); });
    case kCosh:
      return map(a, out, n, [](double x) { return std::cosh(x); });
    case kTanh:
      return map(a, out, n, [](double x) { return std::tanh(x); });
    case kFloor:
      return map(a, out, n, [](double x) { return std::floor(x); });
    case kCeil:
      return map(a, out, n, [](double x) { return std::ceil(x); });
    case kTruncate:
      return map(a, out, n, [](double x) { return std::trunc(x); });
    case kRoundEven:
      return map(a, out, n, [](double x) { return std::nearbyint(x); });
    case kSign:
      return map(a, out, n, [](double x) { return x > 0 ? 1.0 : x < 0 ? -1.0 : x == 0 ? 0.0 : x; });
    case kIsNan:
      return map(a, out, n, [](double x) { return x != x ? 1.0 : 0.0; });
    case kIsFinite:
      return map(a, out, n, [](double x) { return std::isfinite(x) ? 1.0 : 0.0; });
    case kIsInfinite:
      return map(a, out, n, [](double x) { return std::isinf(x) ? 1.0 : 0.0; });
    default:
      return;
  }
}

void run_binary(Operation operation, Place& a, const Place& b, double* out, std::size_t n) {
  const auto do_it = [&](auto function) { map(a, b, out, n, function); };
  const auto compare = [&](auto function) {
    map(a, b, out, n, [function](double x, double y) { return function(x, y) ? 1.0 : 0.0; });
  };
  switch (operation) {
    case kAdd:
      return do_it([](double x, double y) { return x + y; });
    case kSubtract:
      return do_it([](double x, double y) { return x - y; });
    case kMultiply:
      return do_it([](double x, double y) { return x * y; });
    case kDivide:
      return do_it([](double x, double y) { return x / y; });
    case kFloorDivide:
      return do_it(floor_divide);
    case kRemainder:
      return do_it(remainder_of);
    case kPower:
      return do_it(power);
    case kLess:
      return compare([](double x, double y) { return x < y; });
    case kLessEqual:
      return compare([](double x, double y) { return x <= y; });
    case kGreater:
      return compare([](double x, double y) { return x > y; });
    case kGreaterEqual:
      return compare([](double x, double y) { return x >= y; });
    case kEqual:
      return compare([](double x, double y) { return x == y; });
    case kNotEqual:
      return compare([](double x, double y) { return x != y; });
    case kAnd:
      return compare([](double x, double y) { return (x != 0) & (y != 0); });
    case kOr:
      return compare([](double x, double y) { return (x != 0) | (y != 0); });
    case kExclusiveOr:
      return compare([](double x, double y) { return (x != 0) != (y != 0); });
    case kBitAnd:
      return do_it([](double x, double y) { return on_bits(x, y, std::bit_and<>()); });
    case kBitOr:
      return do_it([](double x, double y) { return on_bits(x, y, std::bit_or<>()); });
    case kBitExclusiveOr:
      return do_it([](double x, double y) { return on_bits(x, y, std::bit_xor<>()); });
    case kMinimum:
      return do_it(least);
    case kMaximum:
      return do_it(greatest);
    case kLeastNumber:
      return do_it([](double x, double y) { return std::fmin(x, y); });
    case kGreatestNumber:
      return do_it([](double x, double y) { return std::fmax(x, y); });
    case kHypotenuse:
      return do_it([](double x, double y) { return std::hypot(x, y); });
    case kArcTangent2:
      return do_it([](double x, double y) { return std::atan2(x, y); });
    default:
      return;
  }
}

/// kSelect and kClip.
void run_ternary(Operation operation, Place& a, const Place& b, const Place& c, double* out,
                 std::size_t n) {
  const bool is_number = a.numbers == nullptr && b.numbers == nullptr && c.numbers == nullptr;
  for (std::size_t i = 0; i < (is_number ? 1 : n); ++i) {
    const double x = at(a, i);
    out[i] = operation == kSelect ? (x != 0 ? at(b, i) : at(c, i))
                                  : least(greatest(x, at(b, i)), at(c, i));
  }
  a.number = out[0];
  a.numbers = is_number ? nullptr : out;
}

}  // namespace

int operands_of(Operation operation) {
  if (operation <= kBand) return 0;
  if (operation <= kArcTangent2) return 2;
  return operation < kSelect ? 1 : 3;
}

void run_code(std::span<const Instruction> code, std::span<const double* const> columns,
              std::size_t first, std::size_t count, double* spare, double* out,
              std::size_t out_stride) {
  std::array<Place, Expression::kMostDepth> stack;
  std::size_t top = 0;
  for (const Instruction& instruction : code) {
    const int operands = operands_of(instruction.operation);
    if (operands == 0) {
      const bool is_band = instruction.operation == kBand;
      stack[top++] = {is_band ? columns[instruction.band] + first : nullptr, instruction.number};
      continue;
    }
    top -= static_cast<std::size_t>(operands);
    Place& a = stack[top];
    double* numbers = spare + top * kRun;
    if (operands == 1) run_unary(instruction.operation, a, numbers, count);
    if (operands == 2) run_binary(instruction.operation, a, stack[top + 1], numbers, count);
    if (operands == 3) {
      run_ternary(instruction.operation, a, stack[top + 1], stack[top + 2], numbers, count);
    }
    ++top;
  }
  for (std::size_t i = 0; i < top; ++i) {
    double* result = out + i * out_stride;
    for (std::size_t j = 0; j < count; ++j) result[j] = at(stack[i], j);
  }
}

}  // namespace stacmlm::run
