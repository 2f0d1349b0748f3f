// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model_files/kinds.h"

namespace stacmlm::model_files {

std::span<const Kind> safetensors_kinds();

/// A tensor of a safetensors file; its data are ones.
struct SafeTensor {
  std::string name;
  std::string dtype;  ///< `F32`, `I64`
  std::vector<std::uint64_t> shape;
};

/// A header with its length in front. `metadata`: the text of an object, or nothing.
std::string safetensors_header(const std::vector<SafeTensor>& tensors, std::string_view metadata);

/// A whole file.
std::string safetensors(const std::vector<SafeTensor>& tensors, std::string_view metadata);

/// Any text as the header, with so much data behind it.
std::string safetensors_of(std::string_view header, std::size_t data_size);

}  // namespace stacmlm::model_files
