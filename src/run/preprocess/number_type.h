// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace stacmlm::run {

/// What pixels and the numbers of a tensor may be.
enum class NumberType : std::uint8_t {
  kUint8,
  kInt8,
  kUint16,
  kInt16,
  kUint32,
  kInt32,
  kUint64,
  kInt64,
  kFloat16,
  kFloat32,
  kFloat64,
};

/// MLM's word: `float32`.
std::string_view name_of(NumberType type);
/// The type of that name, or nothing: complex numbers, text.
std::optional<NumberType> number_type_of(std::string_view name);
std::size_t bytes_of(NumberType type);
bool is_integer(NumberType type);

}  // namespace stacmlm::run
