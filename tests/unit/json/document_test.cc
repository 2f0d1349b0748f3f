// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/json/document.h"

#include <cmath>
#include <string>
#include <utility>

#include "parsed.h"

namespace stacmlm::json {
namespace {

TEST(Document, knows_the_kind_of_every_value) {
  const Parsed json(R"([null, true, 1, "s", [], {}])");
  const Value root = json.root();
  const Kind kinds[] = {Kind::kNull,   Kind::kBoolean, Kind::kNumber,
                        Kind::kString, Kind::kArray,   Kind::kObject};
  ASSERT_EQ(root.size(), 6U);
  for (std::size_t i = 0; i < 6; ++i) EXPECT_EQ(root.at(i).kind(), kinds[i]) << i;
}

TEST(Document, names_the_kinds_as_json_schema_does) {
  EXPECT_EQ(name_of(Kind::kNull), "null");
  EXPECT_EQ(name_of(Kind::kBoolean), "boolean");
  EXPECT_EQ(name_of(Kind::kNumber), "number");
  EXPECT_EQ(name_of(Kind::kString), "string");
  EXPECT_EQ(name_of(Kind::kArray), "array");
  EXPECT_EQ(name_of(Kind::kObject), "object");
}

TEST(Document, keeps_members_in_their_order) {
  const Parsed json(R"({"z": 1, "a": 2, "m": 3})");
  std::string keys;
  for (const Value member : json.root().members()) keys += member.key();
  EXPECT_EQ(keys, "zam");
}

TEST(Document, keeps_the_text_of_every_value) {
  const Parsed json(" {\"a\" :\t1.50e+0 , \"b\":[ ]}\n");
  EXPECT_EQ(json.document.text(), " {\"a\" :\t1.50e+0 , \"b\":[ ]}\n");
  EXPECT_EQ(json.root().raw(), "{\"a\" :\t1.50e+0 , \"b\":[ ]}");
  EXPECT_EQ(json.root().find("a").raw(), "1.50e+0");
  EXPECT_EQ(json.root().find("b").raw(), "[ ]");
}

TEST(Document, knows_where_values_and_keys_stand) {
  const Parsed json(R"({"key": "value"})");
  const Node& node = json.root().find("key").node();
  EXPECT_EQ(node.key_begin, 2U);
  EXPECT_EQ(node.key_length, 3U);
  EXPECT_EQ(node.begin, 8U);
  EXPECT_EQ(node.end, 15U);
}

TEST(Document, white_space_behind_a_string_is_not_part_of_it) {
  const Parsed json("[\"a\" \n\t\r ,\"b\"  ]");
  EXPECT_EQ(json.root().at(0).raw(), "\"a\"");
  EXPECT_EQ(json.root().at(1).raw(), "\"b\"");
}

TEST(Document, finds_members_by_their_unescaped_key) {
  const Parsed json(R"({"a\u0062c": 1, "\"": 2, "": 3})");
  EXPECT_EQ(json.root().find("abc").number(), 1);
  EXPECT_EQ(json.root().find("\"").number(), 2);
  EXPECT_EQ(json.root().find("").number(), 3);
  EXPECT_FALSE(json.root().find("ab").exists());
}

TEST(Document, absent_values_answer_with_nothing) {
  const Value nothing;
  EXPECT_FALSE(nothing.exists());
  EXPECT_FALSE(nothing.is_object());
  EXPECT_EQ(nothing.size(), 0U);
  EXPECT_FALSE(nothing.find("a").find("b").at(3).exists());
  EXPECT_FALSE(nothing.equals(""));
  EXPECT_FALSE(nothing.has_key());
}

TEST(Document, looking_into_a_scalar_finds_nothing) {
  const Parsed json("3");
  EXPECT_FALSE(json.root().find("a").exists());
  EXPECT_FALSE(json.root().at(0).exists());
  for (const Value element : json.root().elements()) FAIL() << element.raw();
  for (const Value member : json.root().members()) FAIL() << member.raw();
}

TEST(Document, elements_of_an_object_and_members_of_an_array_are_none) {
  const Parsed json(R"([{"a": 1}])");
  for (const Value member : json.root().members()) FAIL() << member.raw();
  for (const Value element : json.root().at(0).elements()) FAIL() << element.raw();
}

TEST(Document, at_behind_the_end_is_nothing) {
  const Parsed json("[[1, 2], 3]");
  EXPECT_EQ(json.root().at(1).raw(), "3");
  EXPECT_FALSE(json.root().at(2).exists());
}

TEST(Document, numbers_without_a_fraction_are_integers) {
  const Parsed json(
      "[0, -7, 1.0, 1e2, 12.5e1, 0.0, 1.5, 1e-1, 1e400, 123456789012345678901234567890]");
  const bool integers[] = {true, true, true, true, true, true, false, false, false, true};
  for (std::size_t i = 0; i < 10; ++i) {
    EXPECT_EQ(json.root().at(i).is_integer(), integers[i]) << json.root().at(i).raw();
  }
}

TEST(Document, numbers_are_the_nearest_double) {
  const Parsed json("[0.1, 9007199254740993, 5e-324, 1e-400, -0.0, 1.7976931348623157e308]");
  EXPECT_EQ(json.root().at(0).number(), 0.1);
  EXPECT_EQ(json.root().at(1).number(), 9007199254740992.0);
  EXPECT_EQ(json.root().at(2).number(), 5e-324);
  EXPECT_EQ(json.root().at(3).number(), 0.0);
  EXPECT_TRUE(std::signbit(json.root().at(4).number()));
  EXPECT_EQ(json.root().at(5).number(), 1.7976931348623157e308);
}

TEST(Document, numbers_outside_double_are_zero_or_infinite) {
  const std::string zeros(400, '0');
  EXPECT_EQ(Parsed("1e400").root().number(), HUGE_VAL);
  EXPECT_EQ(Parsed("-1e+400").root().number(), -HUGE_VAL);
  EXPECT_EQ(Parsed("1" + zeros + "e-50").root().number(), HUGE_VAL);
  EXPECT_EQ(Parsed("1e99999999999999999999").root().number(), HUGE_VAL);
  EXPECT_EQ(Parsed("0." + zeros + "1e+50").root().number(), 0);
  EXPECT_EQ(Parsed("1e-99999999999999999999").root().number(), 0);
  EXPECT_TRUE(std::signbit(Parsed("-1e-400").root().number()));
  EXPECT_EQ(Parsed("0e99999999999999999999").root().number(), 0);
}

TEST(Document, strings_are_unescaped) {
  const Parsed json(R"(["plain", "\"\\\/\b\f\n\r\t", "\u00e9\u20AC", "\ud83d\ude00", "a\u0000b"])");
  EXPECT_EQ(json.root().at(0).string(), "plain");
  EXPECT_EQ(json.root().at(1).string(), "\"\\/\b\f\n\r\t");
  EXPECT_EQ(json.root().at(2).string(), "é€");
  EXPECT_EQ(json.root().at(3).string(), "😀");
  EXPECT_EQ(json.root().at(4).string(), std::string_view("a\0b", 3));
}

TEST(Document, moving_it_keeps_its_values) {
  Parsed json(R"({"a": ["\u0041"]})");
  const Document moved = std::move(json.document);
  EXPECT_EQ(moved.root().find("a").at(0).string(), "A");
}

TEST(Document, is_empty_before_it_is_filled) {
  const Document document;
  EXPECT_FALSE(document.root().exists());
  EXPECT_EQ(document.text(), "");
}

TEST(Document, borrows_a_text_without_copying) {
  std::string buffer = R"({"a": 1})";
  const std::size_t size = buffer.size();
  buffer.append(kPadding, '\0');
  Document document;
  ASSERT_FALSE(Parser().parse(Text::borrow(buffer.data(), size), document).has_value());
  EXPECT_EQ(document.text().data(), buffer.data());
  EXPECT_EQ(document.root().find("a").number(), 1);
}

TEST(Document, is_filled_anew_by_the_next_text) {
  Parser parser;
  Document document;
  ASSERT_FALSE(parser.parse(Text::copy_of(R"({"a": 1, "a": "\n"})"), document).has_value());
  ASSERT_EQ(document.notes().size(), 1U);
  ASSERT_FALSE(parser.parse(Text::copy_of("[2]"), document).has_value());
  EXPECT_TRUE(document.notes().empty());
  EXPECT_EQ(document.node_count(), 2U);
  EXPECT_EQ(document.root().at(0).number(), 2);
}

TEST(Document, has_no_values_after_a_fault) {
  Parser parser;
  Document document;
  ASSERT_FALSE(parser.parse(Text::copy_of("[1, 2]"), document).has_value());
  ASSERT_TRUE(parser.parse(Text::copy_of("[1, 2"), document).has_value());
  EXPECT_FALSE(document.root().exists());
  EXPECT_EQ(document.text(), "[1, 2");
}

}  // namespace
}  // namespace stacmlm::json
