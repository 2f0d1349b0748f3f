// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/json/line_index.h"

#include <algorithm>

namespace stacmlm::json {
namespace {

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

}  // namespace

LineIndex::LineIndex(std::string_view text)
    : text_(text), mark_(text.starts_with("\xEF\xBB\xBF") ? 3 : 0) {
  starts_.push_back(0);
  // Few texts have returns, and one character is found much faster than one of two.
  const bool has_returns = text.find('\r') != std::string_view::npos;
  const auto next_end = [&](std::size_t from) {
    return has_returns ? text.find_first_of("\r\n", from) : text.find('\n', from);
  };
  for (std::size_t i = next_end(0); i != std::string_view::npos; i = next_end(i + 1)) {
    const bool first_of_two = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
    if (!first_of_two) starts_.push_back(static_cast<std::uint32_t>(i + 1));
  }
}

LineIndex::Position LineIndex::locate(std::uint32_t offset) const {
  offset = std::clamp(offset, mark_, static_cast<std::uint32_t>(text_.size()));
  const auto line = static_cast<std::uint32_t>(
      std::upper_bound(starts_.begin(), starts_.end(), offset) - starts_.begin());
  const std::uint32_t start = std::max(starts_[line - 1], mark_);
  return {line, code_points(start, offset) + 1};
}

// A line may be the whole document, and is not counted from its start for each place in it.
std::uint32_t LineIndex::code_points(std::uint32_t begin, std::uint32_t end) const {
  constexpr std::uint32_t kBlock = 4096;
  const auto count = [&](std::uint32_t from, std::uint32_t to) {
    return static_cast<std::uint32_t>(std::ranges::count_if(
        text_.substr(from, to - from), [](char c) { return !is_continuation(c); }));
  };
  if (end - begin <= kBlock) return count(begin, end);
  if (counts_.empty()) {
    counts_.push_back(0);
    for (std::uint32_t at = 0; text_.size() - at >= kBlock; at += kBlock) {
      counts_.push_back(counts_.back() + count(at, at + kBlock));
    }
  }
  const auto before = [&](std::uint32_t offset) {
    const std::uint32_t block = offset / kBlock;
    return counts_[block] + count(block * kBlock, offset);
  };
  return before(end) - before(begin);
}

base::SourceSpan LineIndex::span(std::uint32_t begin, std::uint32_t end) const {
  const Position first = locate(begin);
  std::uint32_t last_character = end > begin ? end - 1 : begin;
  while (last_character > begin && last_character < text_.size() &&
         is_continuation(text_[last_character])) {
    --last_character;
  }
  const Position last = end > begin ? locate(last_character) : first;
  return {begin, end, first.line, first.column, last.line, last.column};
}

std::string_view LineIndex::line(std::uint32_t number) const {
  if (number == 0 || number > starts_.size()) return {};
  const std::uint32_t begin = starts_[number - 1];
  std::string_view line =
      text_.substr(begin, number < starts_.size() ? starts_[number] - begin : text_.npos);
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
  return line;
}

}  // namespace stacmlm::json
