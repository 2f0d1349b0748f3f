// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace stacmlm::artifact::gguf {

/// How ggml stores the elements of a tensor: in blocks of one length.
struct TensorType {
  std::uint32_t code;
  std::string_view name;  ///< an element type, or ggml's own word in small letters: `q4_k`
  std::uint32_t block_elements;
  std::uint32_t block_bytes;
};

/// The type of that code, or null.
const TensorType* find_tensor_type(std::uint32_t code);

}  // namespace stacmlm::artifact::gguf
