// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace stacmlm::artifact {

/// What one element of a tensor is. The names are those of MLM's `data_type` as far as it has them.
struct ElementType {
  std::string_view name;   ///< `float32`, `bfloat16`
  std::uint32_t bits = 0;  ///< of one element; 0: elements differ in size (text)
};

/// All that model files know.
std::span<const ElementType> element_types();

/// The one of that name, or null.
const ElementType* find_element_type(std::string_view name);

/// Bytes of so many elements behind one another, small ones packed; the largest number if there is
/// no such size.
std::uint64_t packed_bytes(const ElementType& type, std::uint64_t elements);

/// MLM's word for it: itself, or `other` where MLM has none. Empty stays empty.
std::string_view mlm_data_type(std::string_view element_type);

}  // namespace stacmlm::artifact
