// SPDX-License-Identifier: Apache-2.0
#include "cli/line_blocks.h"

#include <algorithm>
#include <utility>

namespace stacmlm::cli {
namespace {

constexpr std::string_view kSpace = " \t\r\n";

}  // namespace

base::Result<std::optional<LineBlock>> LineBlocks::next() {
  std::string& buffer = stream_.buffer();
  std::size_t searched = 0;
  for (;;) {
    const std::size_t newline = std::string_view(buffer).substr(searched).rfind('\n');
    if (newline != std::string_view::npos) return take(searched + newline + 1);
    searched = buffer.size();
    if (at_end_) break;
    if (searched > max_line_) return skip_line();
    STACMLM_TRY(const bool more, stream_.read_more());
    at_end_ = !more;
  }
  if (buffer.empty()) return std::nullopt;
  return take(buffer.size());
}

LineBlock LineBlocks::take(std::size_t size) {
  std::string& buffer = stream_.buffer();
  LineBlock block;
  block.first_line = line_;
  std::string rest = buffer.substr(size);
  buffer.resize(size);
  block.lines = std::exchange(buffer, std::move(rest));
  line_ += static_cast<std::size_t>(std::ranges::count(block.lines, '\n'));
  return block;
}

base::Result<std::optional<LineBlock>> LineBlocks::skip_line() {
  std::string& buffer = stream_.buffer();
  LineBlock block;
  block.first_line = line_++;
  std::size_t newline = std::string::npos;
  while (!at_end_ && newline == std::string::npos) {
    block.oversized += buffer.size();
    buffer.clear();
    STACMLM_TRY(const bool more, stream_.read_more());
    at_end_ = !more;
    newline = buffer.find('\n');
  }
  if (newline != std::string::npos) {
    block.oversized += newline;
    buffer.erase(0, newline + 1);
  }
  return block;
}

base::Result<bool> holds_json_lines(ByteStream& stream, std::size_t max_line) {
  const std::string& buffer = stream.buffer();
  std::size_t second = std::string::npos;
  std::size_t newline = std::string::npos;
  std::size_t searched = 0;
  for (;;) {
    const std::size_t first = buffer.find_first_not_of(kSpace);
    if (first != std::string::npos && newline == std::string::npos) {
      newline = buffer.find('\n', std::max(first, searched));
      searched = buffer.size();
    }
    if (newline != std::string::npos) second = buffer.find_first_not_of(kSpace, newline);
    if (second != std::string::npos) break;
    if (buffer.size() > max_line) return false;
    STACMLM_TRY(const bool more, stream.read_more());
    if (!more) return false;
  }
  // In one JSON text, of two tokens with a line end between them one is a bracket or punctuation.
  const std::size_t last = buffer.find_last_not_of(kSpace, newline);
  return std::string_view("[{,:").find(buffer[last]) == std::string_view::npos &&
         std::string_view("]},:").find(buffer[second]) == std::string_view::npos;
}

}  // namespace stacmlm::cli
