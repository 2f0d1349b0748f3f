// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "model_files/kinds.h"

namespace stacmlm::model_files {

std::span<const Kind> gguf_kinds();

struct GgufTensor {
  std::string name;
  std::vector<std::uint64_t> sizes;  ///< the fastest first
  std::uint32_t type = 0;
  std::uint64_t offset = 0;
};

/// A key with a value, as the file has it.
std::string gguf_text(const std::string& key, const std::string& value);
std::string gguf_number(const std::string& key, std::uint32_t value);

/// A file of version 3: `values` keys, then the tensors, then `data` bytes. A file with other
/// `counts` says that it has so many more of each.
std::string gguf(const std::vector<std::string>& values, const std::vector<GgufTensor>& tensors,
                 std::size_t data, std::uint64_t more_tensors = 0, std::uint64_t more_values = 0);

}  // namespace stacmlm::model_files
