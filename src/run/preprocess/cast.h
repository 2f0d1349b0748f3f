// SPDX-License-Identifier: Apache-2.0
// How a number becomes one of the tensor's: floats round to the nearest, ties to even, and go to
// infinity beyond their range; integers round the same way and stop at the ends of their range.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "stacmlm/run/tensor.h"

namespace stacmlm::run {

/// The bits of a 16-bit float (IEEE 754).
struct Half {
  std::uint16_t bits;
};
/// The bits of a bfloat16.
struct Brain {
  std::uint16_t bits;
};

inline Half half_of(float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  const auto sign = static_cast<std::uint16_t>((bits >> 16U) & 0x8000U);
  const std::uint32_t size = bits & 0x7fffffffU;
  if (size > 0x7f800000U) return {static_cast<std::uint16_t>(sign | 0x7e00U)};   // NaN
  if (size >= 0x477ff000U) return {static_cast<std::uint16_t>(sign | 0x7c00U)};  // from 65520 on
  if (size < 0x38800000U) {  // below the least normal number: a multiple of 2^-24
    const float steps = std::nearbyint(std::bit_cast<float>(size) * 16777216.0F);
    return {static_cast<std::uint16_t>(sign | static_cast<std::uint16_t>(steps))};
  }
  const std::uint32_t rounded = size + 0xfffU + ((size >> 13U) & 1U) - 0x38000000U;
  return {static_cast<std::uint16_t>(sign | (rounded >> 13U))};
}

inline float float_of(Half half) {
  const std::uint32_t sign = static_cast<std::uint32_t>(half.bits & 0x8000U) << 16U;
  const std::uint32_t size = half.bits & 0x7fffU;
  if (size < 0x400U) {
    const float value = static_cast<float>(size) / 16777216.0F;
    return std::bit_cast<float>(sign | std::bit_cast<std::uint32_t>(value));
  }
  const std::uint32_t base = size >= 0x7c00U ? 0x70000000U : 0x38000000U;
  return std::bit_cast<float>(sign | ((size << 13U) + base));
}

inline Brain brain_of(float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  if (value != value) return {static_cast<std::uint16_t>((bits >> 16U) | 0x40U)};
  return {static_cast<std::uint16_t>((bits + 0x7fffU + ((bits >> 16U) & 1U)) >> 16U)};
}

inline float float_of(Brain brain) {
  return std::bit_cast<float>(static_cast<std::uint32_t>(brain.bits) << 16U);
}

/// @pre value is no NaN, if To is an integer
template <class To>
To cast_number(double value) {
  if constexpr (std::is_same_v<To, Half>) {
    // Once, not by way of float: odd rounding keeps what lies behind the last bit.
    auto near = static_cast<float>(value);
    if (static_cast<double>(near) != value && std::isfinite(near) && value == value) {
      const bool is_beyond = std::fabs(static_cast<double>(near)) > std::fabs(value);
      const auto bits = std::bit_cast<std::uint32_t>(near) - (is_beyond ? 1U : 0U);
      near = std::bit_cast<float>(bits | 1U);
    }
    return half_of(near);
  } else if constexpr (std::is_same_v<To, Brain>) {
    return brain_of(static_cast<float>(value));
  } else if constexpr (std::is_integral_v<To>) {
    const double whole = std::nearbyint(value);
    constexpr auto kLeast = std::numeric_limits<To>::min();
    constexpr auto kMost = std::numeric_limits<To>::max();
    if (whole <= static_cast<double>(kLeast)) return kLeast;
    if (whole >= static_cast<double>(kMost)) return kMost;
    return static_cast<To>(whole);
  } else {
    return static_cast<To>(value);
  }
}

/// Calls `function` with a null pointer to the C++ type of `type`.
template <class Function>
decltype(auto) with_type(DataType type, Function function) {
  switch (type) {
    case DataType::kFloat16:
      return function(static_cast<Half*>(nullptr));
    case DataType::kBfloat16:
      return function(static_cast<Brain*>(nullptr));
    case DataType::kFloat64:
      return function(static_cast<double*>(nullptr));
    case DataType::kInt8:
      return function(static_cast<std::int8_t*>(nullptr));
    case DataType::kInt16:
      return function(static_cast<std::int16_t*>(nullptr));
    case DataType::kInt32:
      return function(static_cast<std::int32_t*>(nullptr));
    case DataType::kInt64:
      return function(static_cast<std::int64_t*>(nullptr));
    case DataType::kUint8:
    case DataType::kBool:
      return function(static_cast<std::uint8_t*>(nullptr));
    case DataType::kUint16:
      return function(static_cast<std::uint16_t*>(nullptr));
    case DataType::kUint32:
      return function(static_cast<std::uint32_t*>(nullptr));
    case DataType::kUint64:
      return function(static_cast<std::uint64_t*>(nullptr));
    case DataType::kFloat32:
      break;
  }
  return function(static_cast<float*>(nullptr));
}

}  // namespace stacmlm::run
