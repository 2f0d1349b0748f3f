// SPDX-License-Identifier: Apache-2.0
// Files of make_model_file, for targets that read something else beside a model.
#pragma once

#include <array>
#include <cstddef>
#include <string>

#include "model_files/kinds.h"

namespace stacmlm {

/// The bytes of one of the kinds, made once. `index` may be any number.
template <std::size_t kCount>
const std::string& model_bytes(const std::array<const char*, kCount>& kinds, std::size_t index) {
  static const auto all = [&] {
    std::array<std::string, kCount> bytes;
    for (std::size_t i = 0; i < kCount; ++i) bytes[i] = model_files::bytes_of(kinds[i]);
    return bytes;
  }();
  return all[index % kCount];
}

}  // namespace stacmlm
