// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "stacmlm/base/source_span.h"

namespace stacmlm::json {

/// Turns byte offsets of a text into lines and columns. Lines end with LF, CRLF or CR; columns
/// count code points; a byte order mark takes no column. The text must outlive the index, and is
/// read little further than places are asked for, each part of it once. Not for several threads at
/// once.
class LineIndex {
 public:
  struct Position {
    std::uint32_t line = 0;
    std::uint32_t column = 0;
  };

  explicit LineIndex(std::string_view text);

  /// Line and column of the byte at `offset`; beyond the text those of its end.
  [[nodiscard]] Position locate(std::uint32_t offset) const;

  /// The span of bytes [begin, end) with its lines and columns filled in.
  [[nodiscard]] base::SourceSpan span(std::uint32_t begin, std::uint32_t end) const;

  /// The text of line `number` (from 1) without its end.
  [[nodiscard]] std::string_view line(std::uint32_t number) const;

 private:
  void find_starts(std::size_t end) const;
  [[nodiscard]] std::uint32_t code_points(std::uint32_t begin, std::uint32_t end) const;

  std::string_view text_;
  std::uint32_t mark_;  // bytes of the byte order mark
  mutable std::vector<std::uint32_t> starts_;
  mutable std::size_t searched_ = 0;              // every line that starts up to here is in starts_
  mutable std::vector<std::uint32_t> counts_{0};  // code points before each block
  mutable std::uint32_t last_offset_ = 0;         // what was located last
  mutable Position last_{};
};

}  // namespace stacmlm::json
