// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/json/line_index.h"

#include <algorithm>
#include <cstddef>

namespace stacmlm::json {
namespace {

constexpr std::size_t kSearchStep = 4096;  // so far lines are looked for at a time, or further

/// A character starts here: at all bytes but those from 0x80 to 0xBF.
std::uint32_t starts_one(char c) { return static_cast<signed char>(c) >= -0x40 ? 1 : 0; }

/// Takes whole blocks off the front of the text. The count of one fits a byte, and its size is
/// known, so that the loop takes wide steps.
template <std::size_t kBlock>
std::uint32_t count_in_blocks(std::string_view& text) {
  static_assert(kBlock < 256);
  std::uint32_t count = 0;
  for (; text.size() >= kBlock; text.remove_prefix(kBlock)) {
    std::uint8_t in_block = 0;
    for (const char c : text.substr(0, kBlock))
      in_block = static_cast<std::uint8_t>(in_block + starts_one(c));
    count += in_block;
  }
  return count;
}

std::uint32_t code_points_in(std::string_view text) {
  std::uint32_t count = count_in_blocks<240>(text);
  count += count_in_blocks<16>(text);
  for (const char c : text) count += starts_one(c);
  return count;
}

}  // namespace

LineIndex::LineIndex(std::string_view text)
    : text_(text), mark_(text.starts_with("\xEF\xBB\xBF") ? 3 : 0), starts_{0} {}

/// Finds the lines that start up to `end`, and some more.
void LineIndex::find_starts(std::size_t end) const {
  if (end <= searched_) return;
  end = std::min(text_.size(), std::max(end, searched_ + kSearchStep));
  const std::string_view part = text_.substr(0, end);
  // Few texts have returns, and one character is found much faster than one of two.
  const bool has_returns = part.find('\r', searched_) != std::string_view::npos;
  const auto next_end = [&](std::size_t from) {
    return has_returns ? part.find_first_of("\r\n", from) : part.find('\n', from);
  };
  for (std::size_t i = next_end(searched_); i != std::string_view::npos; i = next_end(i + 1)) {
    const bool first_of_two = text_[i] == '\r' && i + 1 < text_.size() && text_[i + 1] == '\n';
    if (!first_of_two) starts_.push_back(static_cast<std::uint32_t>(i + 1));
  }
  searched_ = end;
}

LineIndex::Position LineIndex::locate(std::uint32_t offset) const {
  offset = std::clamp(offset, mark_, static_cast<std::uint32_t>(text_.size()));
  find_starts(offset);
  const auto line = static_cast<std::uint32_t>(
      std::upper_bound(starts_.begin(), starts_.end(), offset) - starts_.begin());
  // Places are mostly asked for in order: from the last one it is not far.
  const bool goes_on = line == last_.line && offset >= last_offset_;
  const std::uint32_t from = goes_on ? last_offset_ : std::max(starts_[line - 1], mark_);
  last_ = {line, (goes_on ? last_.column : 1) + code_points(from, offset)};
  last_offset_ = offset;
  return last_;
}

// A line may be the whole document, and is not counted from its start for each place in it.
std::uint32_t LineIndex::code_points(std::uint32_t begin, std::uint32_t end) const {
  constexpr std::uint32_t kBlock = 4096;
  if (end - begin <= kBlock) return code_points_in(text_.substr(begin, end - begin));
  counts_.reserve(text_.size() / kBlock + 1);
  while (counts_.size() <= end / kBlock) {
    const std::string_view block = text_.substr((counts_.size() - 1) * kBlock, kBlock);
    counts_.push_back(counts_.back() + code_points_in(block));
  }
  const auto before = [&](std::uint32_t offset) {
    const std::uint32_t start = offset / kBlock * kBlock;
    return counts_[offset / kBlock] + code_points_in(text_.substr(start, offset - start));
  };
  return before(end) - before(begin);
}

base::SourceSpan LineIndex::span(std::uint32_t begin, std::uint32_t end) const {
  const Position first = locate(begin);
  std::uint32_t last_character = end > begin ? end - 1 : begin;
  while (last_character > begin && last_character < text_.size() &&
         starts_one(text_[last_character]) == 0) {
    --last_character;
  }
  const Position last = end > begin ? locate(last_character) : first;
  return {begin, end, first.line, first.column, last.line, last.column};
}

std::string_view LineIndex::line(std::uint32_t number) const {
  while (number >= starts_.size() && searched_ < text_.size()) find_starts(searched_ + 1);
  if (number == 0 || number > starts_.size()) return {};
  const std::uint32_t begin = starts_[number - 1];
  std::string_view line =
      text_.substr(begin, number < starts_.size() ? starts_[number] - begin : text_.npos);
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
  return line;
}

}  // namespace stacmlm::json
