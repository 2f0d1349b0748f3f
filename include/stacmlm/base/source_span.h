// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace stacmlm::base {

/// A piece of a text. Offsets count bytes from 0, the end is exclusive.
/// Lines and columns count from 1, columns in code points; 0 means not known. The end position is
/// that of the last character.
struct SourceSpan {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::uint32_t end_line = 0;
  std::uint32_t end_column = 0;
};

}  // namespace stacmlm::base
