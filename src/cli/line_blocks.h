// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "cli/byte_stream.h"

namespace stacmlm::cli {

/// Some whole lines of an NDJSON file, or one that is above the limit and was not kept.
struct LineBlock {
  std::size_t first_line = 1;
  std::string lines;
  std::size_t oversized = 0;  ///< bytes of the line that was not kept
};

/// One line of a block.
struct Line {
  std::string_view text;
  bool has_end = false;   ///< a line end follows
  bool is_blank = false;  ///< nothing but white space
};

/// Takes the first line off the front of `lines`. @pre there is one
Line take_line(std::string_view& lines);

/// Cuts a stream into blocks of whole lines, in memory bounded by the longest allowed line.
class LineBlocks {
 public:
  LineBlocks(ByteStream stream, std::size_t max_line)
      : stream_(std::move(stream)), max_line_(max_line) {}

  /// The next block, or nothing at the end.
  base::Result<std::optional<LineBlock>> next();
  /// A block so far held more than white space.
  [[nodiscard]] bool has_text() const { return has_text_; }

 private:
  LineBlock take(std::size_t size);
  base::Result<std::optional<LineBlock>> skip_line();

  ByteStream stream_;
  std::size_t max_line_;
  std::size_t line_ = 1;
  bool at_end_ = false;
  bool has_text_ = false;
};

/// The text at the start of `stream` is NDJSON: several JSON texts, one a line. Reads up to the end
/// of the second line.
base::Result<bool> holds_json_lines(ByteStream& stream, std::size_t max_line);

/// It is one JSON text over several lines, however it is named.
base::Result<bool> holds_one_text(ByteStream& stream, std::size_t max_line);

}  // namespace stacmlm::cli
