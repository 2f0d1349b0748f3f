// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/json/line_index.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace stacmlm::json {
namespace {

/// `line:column` of the byte at `offset`.
std::string place(const LineIndex& index, std::uint32_t offset) {
  const base::SourceSpan span = index.span(offset, offset + 1);
  return std::to_string(span.line) + ":" + std::to_string(span.column);
}

TEST(LineIndex, counts_lines_and_columns_from_one) {
  const LineIndex index("ab\ncd");
  EXPECT_EQ(place(index, 0), "1:1");
  EXPECT_EQ(place(index, 1), "1:2");
  EXPECT_EQ(place(index, 3), "2:1");
  EXPECT_EQ(place(index, 4), "2:2");
}

TEST(LineIndex, ends_lines_with_lf_crlf_or_cr) {
  const LineIndex index("a\nb\r\nc\rd\r\r\ne");
  EXPECT_EQ(place(index, 2), "2:1");
  EXPECT_EQ(place(index, 5), "3:1");
  EXPECT_EQ(place(index, 7), "4:1");
  EXPECT_EQ(place(index, 11), "6:1");
  EXPECT_EQ(index.line(4), "d");
  EXPECT_EQ(index.line(5), "");
  EXPECT_EQ(index.line(6), "e");
}

TEST(LineIndex, columns_count_code_points) {
  const LineIndex index("\"é€😀x\"");
  EXPECT_EQ(place(index, 1), "1:2");
  EXPECT_EQ(place(index, 3), "1:3");
  EXPECT_EQ(place(index, 6), "1:4");
  EXPECT_EQ(place(index, 10), "1:5");
}

TEST(LineIndex, a_byte_order_mark_takes_no_column) {
  const LineIndex index("\xEF\xBB\xBF{\n}");
  EXPECT_EQ(place(index, 0), "1:1");
  EXPECT_EQ(place(index, 3), "1:1");
  EXPECT_EQ(place(index, 4), "1:2");
  EXPECT_EQ(place(index, 5), "2:1");
}

TEST(LineIndex, a_span_ends_at_its_last_character) {
  const LineIndex index("[\n  12,\n  3]");
  const base::SourceSpan span = index.span(4, 12);
  EXPECT_EQ(span.begin, 4U);
  EXPECT_EQ(span.end, 12U);
  EXPECT_EQ(span.line, 2U);
  EXPECT_EQ(span.column, 3U);
  EXPECT_EQ(span.end_line, 3U);
  EXPECT_EQ(span.end_column, 4U);
}

TEST(LineIndex, an_empty_span_ends_where_it_begins) {
  const LineIndex index("ab\n");
  const base::SourceSpan span = index.span(1, 1);
  EXPECT_EQ(span.line, 1U);
  EXPECT_EQ(span.column, 2U);
  EXPECT_EQ(span.end_line, 1U);
  EXPECT_EQ(span.end_column, 2U);
}

TEST(LineIndex, the_end_of_the_text_has_a_place) {
  const LineIndex index("ab\n");
  EXPECT_EQ(place(index, 3), "2:1");
  EXPECT_EQ(place(index, 4000), "2:1");
  EXPECT_EQ(place(LineIndex(""), 0), "1:1");
}

TEST(LineIndex, answers_in_any_order) {
  const LineIndex index("abc\ndef");
  EXPECT_EQ(place(index, 6), "2:3");
  EXPECT_EQ(place(index, 2), "1:3");
  EXPECT_EQ(place(index, 1), "1:2");
  EXPECT_EQ(place(index, 6), "2:3");
  EXPECT_EQ(place(index, 5), "2:2");
}

TEST(LineIndex, reads_no_further_than_asked_and_goes_on_from_there) {
  // An end of two characters, and one of the text, stand where the search stops.
  const LineIndex index("ab\r\ncd\r");
  EXPECT_EQ(place(index, 2), "1:3");
  EXPECT_EQ(place(index, 3), "1:4");
  EXPECT_EQ(place(index, 4), "2:1");
  EXPECT_EQ(place(index, 6), "2:3");
  EXPECT_EQ(index.line(1), "ab");
  EXPECT_EQ(place(index, 7), "3:1");
  EXPECT_EQ(index.line(3), "");
  EXPECT_EQ(index.line(4), "");
}

TEST(LineIndex, counts_columns_of_long_lines) {
  std::string text;
  for (int i = 0; i < 300; ++i) text += "aé€😀";
  const LineIndex index(text);
  EXPECT_EQ(place(index, static_cast<std::uint32_t>(text.size())), "1:1201");
  for (std::uint32_t i = 0; i < 300; ++i) {
    EXPECT_EQ(place(LineIndex(text), 10 * i), "1:" + std::to_string(4 * i + 1));
  }
}

TEST(LineIndex, one_huge_line_is_read_once) {
  // Counting from the line's start for each of a million places would not end.
  std::string text;
  for (int i = 0; i < 1000000; ++i) text += "é,";
  const LineIndex index(text);
  for (std::uint32_t i = 0; i < 1000000; ++i) {
    ASSERT_EQ(index.span(3 * i, 3 * i + 2).column, 2 * i + 1);
  }
}

TEST(LineIndex, ends_at_the_start_of_the_last_character) {
  const base::SourceSpan span = LineIndex("a\u00e9\n").span(0, 3);
  EXPECT_EQ(span.column, 1U);
  EXPECT_EQ(span.end_column, 2U);
}

TEST(LineIndex, one_huge_line_answers_in_any_order) {
  std::string text = "\xEF\xBB\xBF{\n";
  for (int i = 0; i < 1000000; ++i) text += "é,";
  const LineIndex index(text);
  for (std::uint32_t i = 0; i < 1000000; ++i) {
    const std::uint32_t place = i % 2 == 0 ? 1000000 - i : i;
    const base::SourceSpan span = index.span(5, 5 + 3 * place);
    ASSERT_EQ(span.column, 1U);
    ASSERT_EQ(span.end_column, std::max(2 * place, 1U));
  }
}

TEST(LineIndex, counts_up_to_the_end_of_a_long_line) {
  for (const std::uint32_t size : {4095U, 4096U, 4097U, 8191U, 8192U, 8193U}) {
    const std::string text(size, 'x');
    EXPECT_EQ(LineIndex(text).span(size, size).column, size + 1);
    const std::string second = "\n" + text;
    EXPECT_EQ(LineIndex(second).span(size + 1, size + 1).column, size + 1);
  }
}

TEST(LineIndex, gives_the_text_of_a_line_without_its_end) {
  const LineIndex index("one\r\ntwo\n\nfour");
  EXPECT_EQ(index.line(0), "");
  EXPECT_EQ(index.line(1), "one");
  EXPECT_EQ(index.line(2), "two");
  EXPECT_EQ(index.line(3), "");
  EXPECT_EQ(index.line(4), "four");
  EXPECT_EQ(index.line(5), "");
}

}  // namespace
}  // namespace stacmlm::json
