// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "stacmlm/base/source_span.h"

namespace stacmlm::json {

/// Turns byte offsets of a text into lines and columns. Lines end with LF, CRLF or CR; columns
/// count code points; a byte order mark takes no column. The text must outlive the index. Not for
/// several threads at once.
class LineIndex {
 public:
  explicit LineIndex(std::string_view text);

  /// The span of bytes [begin, end) with its lines and columns filled in.
  [[nodiscard]] base::SourceSpan span(std::uint32_t begin, std::uint32_t end) const;

  /// The text of line `number` (from 1) without its end.
  [[nodiscard]] std::string_view line(std::uint32_t number) const;

 private:
  struct Position {
    std::uint32_t line;
    std::uint32_t column;
  };
  [[nodiscard]] Position locate(std::uint32_t offset) const;
  [[nodiscard]] std::uint32_t code_points(std::uint32_t begin, std::uint32_t end) const;

  std::string_view text_;
  std::uint32_t mark_;  // bytes of the byte order mark
  std::vector<std::uint32_t> starts_;
  mutable std::vector<std::uint32_t> counts_;  // code points before each block, once it is needed
};

}  // namespace stacmlm::json
