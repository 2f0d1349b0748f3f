// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "stacmlm/artifact/source.h"
#include "stacmlm/base/result.h"

namespace stacmlm::artifact {

/// What stands before the data of a safetensors file.
struct SafetensorsHeader {
  std::string text;  ///< a JSON object, and spaces behind it
  std::uint64_t data_begin = 0;
  std::uint64_t data_size = 0;
};

/// A longer one is refused by every reader of the format.
inline constexpr std::size_t kLongestSafetensorsHeader = 100'000'000;

base::Result<SafetensorsHeader> read_safetensors_header(const Source& source,
                                                        std::size_t most_bytes);

}  // namespace stacmlm::artifact
