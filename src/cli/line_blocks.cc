// SPDX-License-Identifier: Apache-2.0
#include "cli/line_blocks.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "stacmlm/json/parser.h"

namespace stacmlm::cli {
namespace {

constexpr std::string_view kSpace = " \t\r\n";

std::size_t line_ends(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; (at = text.find('\n', at)) != text.npos; ++at) ++count;
  return count;
}

bool has_text_in(std::string_view text) {
  return text.find_first_not_of(kSpace) != std::string_view::npos;
}

// The first two lines of the stream that hold text, or as many as there are in its first bytes.
base::Result<std::vector<std::string_view>> first_lines(ByteStream& stream, std::size_t limit) {
  const std::string& buffer = stream.buffer();
  std::vector<std::pair<std::size_t, std::size_t>> places;
  std::size_t begin = 0;
  std::size_t searched = 0;
  for (bool more = true; more && places.size() < 2;) {
    std::size_t end = buffer.find('\n', searched);
    if (end == std::string::npos && buffer.size() <= limit) {
      searched = buffer.size();
      STACMLM_TRY(more, stream.read_more());
      if (more) continue;
    }
    more = more && end != std::string::npos;
    end = std::min(end, buffer.size());
    if (has_text_in(std::string_view(buffer).substr(begin, end - begin))) {
      places.emplace_back(begin, end - begin);
    }
    begin = searched = end + 1;
  }
  std::vector<std::string_view> lines;
  lines.reserve(places.size());
  for (const auto& [at, size] : places) lines.push_back(std::string_view(buffer).substr(at, size));
  return lines;
}

// In one JSON text, of two tokens with a line end between them one is a bracket or punctuation.
bool may_be_one_text(std::string_view line, std::string_view next) {
  const char last = line[line.find_last_not_of(kSpace)];
  const char first = next[next.find_first_not_of(kSpace)];
  return std::string_view("[{,:").find(last) != std::string_view::npos ||
         std::string_view("]},:").find(first) != std::string_view::npos;
}

bool is_document(std::string_view line) {
  json::Document document;
  return !json::Parser().parse(json::Text::copy_of(line), document);
}

}  // namespace

Line take_line(std::string_view& lines) {
  const std::size_t end = lines.find('\n');
  const bool has_end = end != std::string_view::npos;
  const std::string_view text = lines.substr(0, end);
  lines.remove_prefix(has_end ? end + 1 : lines.size());
  return {text, has_end, !has_text_in(text)};
}

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
  has_text_ = has_text_ || has_text_in(block.lines);
  line_ += line_ends(block.lines);
  return block;
}

base::Result<std::optional<LineBlock>> LineBlocks::skip_line() {
  std::string& buffer = stream_.buffer();
  LineBlock block;
  block.first_line = line_++;
  has_text_ = true;
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
  STACMLM_TRY(const std::vector<std::string_view> lines, first_lines(stream, max_line));
  return lines.size() == 2 && !may_be_one_text(lines[0], lines[1]);
}

base::Result<bool> holds_one_text(ByteStream& stream, std::size_t max_line) {
  STACMLM_TRY(const std::vector<std::string_view> lines, first_lines(stream, max_line));
  return lines.size() == 2 && may_be_one_text(lines[0], lines[1]) && !is_document(lines[0]) &&
         !is_document(lines[1]);
}

}  // namespace stacmlm::cli
