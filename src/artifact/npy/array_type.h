// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace stacmlm::artifact {

/// What the elements of an array of NumPy are.
struct ArrayType {
  char letter = '\0';       ///< NumPy's: `f`, `i`, `U` ...; `O` are Python objects
  std::uint64_t width = 0;  ///< bytes of one element
  bool is_big_endian = false;
};

/// Of NumPy's word for it: `<f8`, `|b1`, `U12`, `<M8[ns]`. Nothing for what has no fixed size.
std::optional<ArrayType> array_type_of(std::string_view word);

}  // namespace stacmlm::artifact
