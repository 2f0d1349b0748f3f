// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/json/parser.h"

#include <string>
#include <utility>

#include "parsed.h"

namespace stacmlm::json {
namespace {

using FaultKind = SyntaxFault::Kind;

/// The fault as `offset: message`.
std::string fault_of(std::string_view text) {
  const Parsed json(text);
  if (!json.fault) return "none";
  EXPECT_FALSE(json.document.root().exists()) << text;
  return std::to_string(json.fault->offset) + ": " + json.fault->message;
}

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

TEST(Parser, says_where_a_value_is_missing) {
  EXPECT_EQ(fault_of(""), "0: an empty text is no JSON document");
  EXPECT_EQ(fault_of(" \n "), "0: an empty text is no JSON document");
  EXPECT_EQ(fault_of("["), "1: expected a value, found the end of the text");
  EXPECT_EQ(fault_of("[1,"), "3: expected a value, found the end of the text");
  EXPECT_EQ(fault_of("[1, ]"), "4: expected a value, found `]`");
  EXPECT_EQ(fault_of("{\"a\": }"), "6: expected a value, found `}`");
  EXPECT_EQ(fault_of("{\"a\":"), "5: expected a value, found the end of the text");
}

TEST(Parser, says_where_a_key_is_missing) {
  EXPECT_EQ(fault_of("{"), "1: expected a key in quotes, found the end of the text");
  EXPECT_EQ(fault_of("{a: 1}"), "1: expected a key in quotes, found `a`");
  EXPECT_EQ(fault_of("{\"a\": 1,}"), "8: expected a key in quotes, found `}`");
  EXPECT_EQ(fault_of("{1: 1}"), "1: expected a key in quotes, found `1`");
}

TEST(Parser, says_where_a_colon_is_missing) {
  EXPECT_EQ(fault_of("{\"a\" 1}"), "5: expected `:` behind the key, found `1`");
  EXPECT_EQ(fault_of("{\"a\""), "4: expected `:` behind the key, found the end of the text");
  EXPECT_EQ(fault_of("{\"a\", 1}"), "4: expected `:` behind the key, found `,`");
}

TEST(Parser, says_where_a_comma_is_missing) {
  EXPECT_EQ(fault_of("[1 2]"), "3: expected `,` or `]`, found `2`");
  EXPECT_EQ(fault_of("[1"), "2: expected `,` or `]`, found the end of the text");
  EXPECT_EQ(fault_of("{\"a\": 1 \"b\": 2}"), "8: expected `,` or `}`, found `\"`");
  EXPECT_EQ(fault_of("[1}"), "2: expected `,` or `]`, found `}`");
}

TEST(Parser, says_what_stands_behind_the_document) {
  EXPECT_EQ(fault_of("{} {}"), "3: text behind the end of the document");
  EXPECT_EQ(fault_of("1]"), "1: text behind the end of the document");
}

TEST(Parser, says_where_a_number_is_malformed) {
  EXPECT_EQ(fault_of("[01]"), "1: malformed number");
  EXPECT_EQ(fault_of("[1, -]"), "4: malformed number");
  EXPECT_EQ(fault_of("[1.]"), "1: malformed number");
  EXPECT_EQ(fault_of("[1e+]"), "1: malformed number");
  EXPECT_EQ(fault_of("1x"), "0: malformed number");
}

TEST(Parser, says_where_a_word_is_misspelt) {
  EXPECT_EQ(fault_of("[tru]"), "1: expected true");
  EXPECT_EQ(fault_of("[falsey]"), "1: expected false");
  EXPECT_EQ(fault_of("nul"), "0: expected null");
  EXPECT_EQ(fault_of("[True]"), "1: expected a value, found `T`");
  EXPECT_EQ(fault_of("[NaN]"), "1: expected a value, found `N`");
}

TEST(Parser, says_where_a_string_goes_wrong) {
  EXPECT_EQ(fault_of("[\"ab"), "1: a string that does not end");
  EXPECT_EQ(fault_of("[\"a\\\"]"), "1: a string that does not end");
  EXPECT_EQ(fault_of("[\"a\nb\"]"), "3: control character 0x0a in a string");
  EXPECT_EQ(fault_of("[\"a\\x\"]"), "3: unknown escape in a string");
  EXPECT_EQ(fault_of("[\"a\\u12\"]"), "3: unknown escape in a string");
  EXPECT_EQ(fault_of("{\"a\\q\": 1}"), "3: unknown escape in a string");
}

TEST(Parser, names_another_unicode_encoding) {
  using namespace std::string_literals;
  EXPECT_EQ(fault_of("\xFF\xFE[\0]\0"s), "0: the text is UTF-16LE, not UTF-8");
  EXPECT_EQ(fault_of("\xFE\xFF\0[\0]"s), "0: the text is UTF-16BE, not UTF-8");
  EXPECT_EQ(fault_of("\xFF\xFE\0\0[\0\0\0"s), "0: the text is UTF-32LE, not UTF-8");
  EXPECT_EQ(fault_of("\0\0\xFE\xFF\0\0\0["s), "0: the text is UTF-32BE, not UTF-8");
  EXPECT_EQ(fault_of("[\0]\0"s), "0: the text is UTF-16LE, not UTF-8");
  EXPECT_EQ(fault_of("\0[\0]"s), "0: the text is UTF-16BE, not UTF-8");
  EXPECT_EQ(fault_of("[\0\0\0]\0\0\0"s), "0: the text is UTF-32LE, not UTF-8");
  EXPECT_EQ(fault_of("\0\0\0[\0\0\0]"s), "0: the text is UTF-32BE, not UTF-8");
  EXPECT_EQ(fault_of("[1,\0]"s), "3: expected a value, found byte 0x00");
}

TEST(Parser, says_which_byte_is_not_utf8) {
  EXPECT_EQ(fault_of("[\"a\xFF\"]"), "3: not valid UTF-8");
  EXPECT_EQ(fault_of("[\"\xC0\xAF\"]"), "2: not valid UTF-8");
  EXPECT_EQ(fault_of("\"\xE2\x82\""), "1: not valid UTF-8");
  EXPECT_EQ(fault_of("\"\xE2\x82"), "0: a string that does not end");
  EXPECT_EQ(Parsed("\"\xFF\"").fault->kind, FaultKind::kEncoding);
}

TEST(Parser, offsets_count_a_byte_order_mark) {
  EXPECT_EQ(fault_of("\xEF\xBB\xBF[1 2]"), "6: expected `,` or `]`, found `2`");
  EXPECT_EQ(fault_of("\xEF\xBB\xBF[\"\xFF\"]"), "5: not valid UTF-8");
  EXPECT_EQ(fault_of("\xEF\xBB\xBF[\"a"), "4: a string that does not end");
  EXPECT_EQ(fault_of("\xEF\xBB\xBF"), "0: an empty text is no JSON document");
}

TEST(Parser, reads_128_levels_and_no_more) {
  EXPECT_FALSE(Parsed(nested(128)).fault.has_value());
  const Parsed deep(nested(129));
  ASSERT_TRUE(deep.fault.has_value());
  EXPECT_EQ(deep.fault->kind, FaultKind::kDepth);
  EXPECT_EQ(deep.fault->offset, 128U);
  EXPECT_EQ(deep.fault->message, "nested deeper than 128 levels");
}

TEST(Parser, depth_counts_objects_and_arrays_alike) {
  std::string text;
  for (int i = 0; i < 64; ++i) text += "[{\"a\":";
  text += "0";
  for (int i = 0; i < 64; ++i) text += "}]";
  EXPECT_FALSE(Parsed(text).fault.has_value());
  EXPECT_EQ(Parsed("[" + text + "]").fault->kind, FaultKind::kDepth);
}

TEST(Parser, keeps_to_the_limit_of_bytes) {
  const ParseLimits limits{.bytes = 4};
  EXPECT_FALSE(Parsed("[12]", limits).fault.has_value());
  const Parsed large("[123]", limits);
  ASSERT_TRUE(large.fault.has_value());
  EXPECT_EQ(large.fault->kind, FaultKind::kSize);
  EXPECT_EQ(large.fault->message, "5 bytes, the limit is 4");
}

TEST(Parser, keeps_to_the_limit_of_values) {
  const ParseLimits limits{.values = 3};
  EXPECT_FALSE(Parsed("[1, 2]", limits).fault.has_value());
  const Parsed many("[1, 2, 3]", limits);
  ASSERT_TRUE(many.fault.has_value());
  EXPECT_EQ(many.fault->kind, FaultKind::kSize);
  EXPECT_EQ(many.fault->offset, 7U);
  EXPECT_EQ(many.fault->message, "more than 3 values");
}

TEST(Parser, reads_texts_of_any_size_one_after_the_other) {
  Parser parser;
  Document document;
  for (const std::size_t size : {1U, 100000U, 2U, 40000U}) {
    std::string text = "[0";
    for (std::size_t i = 1; i < size; ++i) text += ",0";
    ASSERT_FALSE(parser.parse(Text::copy_of(text + "]"), document).has_value());
    EXPECT_EQ(document.root().size(), size);
  }
}

TEST(Parser, goes_on_after_a_fault) {
  Parser parser;
  Document document;
  ASSERT_TRUE(parser.parse(Text::copy_of("{\"a\": {\"b\": 1, \"c\""), document).has_value());
  ASSERT_FALSE(parser.parse(Text::copy_of("{\"a\": 1, \"b\": 2}"), document).has_value());
  EXPECT_TRUE(document.notes().empty());
  EXPECT_EQ(document.root().size(), 2U);
}

TEST(Parser, can_be_moved) {
  Parser first;
  Parser second = std::move(first);
  Document document;
  EXPECT_FALSE(second.parse(Text::copy_of("1"), document).has_value());
}

}  // namespace
}  // namespace stacmlm::json
