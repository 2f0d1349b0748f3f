// SPDX-License-Identifier: Apache-2.0
// Types and the facts about strings, numbers and arrays.
#include "findings.h"

namespace stacmlm::json {
namespace {

constexpr Pattern kDigits = {"^[0-9]*$", "digits", [](std::string_view text) {
                               return text.find_first_not_of("0123456789") == text.npos;
                             }};

TEST(ShapeType, any_takes_every_value) {
  for (const char* text : {"null", "true", "1", R"("")", "[]", "{}"}) {
    EXPECT_EQ(findings(any(), text), "");
    EXPECT_EQ(findings(nothing(), text), "forbidden @");
  }
}

TEST(ShapeType, each_type_takes_its_own_kind_only) {
  const std::pair<Shape, std::string_view> own[] = {{null(), "null"},  {boolean(), "true"},
                                                    {number(), "1.5"}, {text(), R"("s")"},
                                                    {array(), "[]"},   {object(), "{}"}};
  for (const auto& shape : own) {
    for (const auto& value : own) {
      EXPECT_EQ(findings(shape.first, value.second), shape.second == value.second ? "" : "type @")
          << shape.second << " and " << value.second;
    }
  }
}

TEST(ShapeType, integer_takes_numbers_without_a_fraction) {
  EXPECT_EQ(findings(integer(), "7"), "");
  EXPECT_EQ(findings(integer(), "7.0"), "");
  EXPECT_EQ(findings(integer(), "7e2"), "");
  EXPECT_EQ(findings(integer(), "7.5"), "type @");
  EXPECT_EQ(findings(integer(), R"("7")"), "type @");
}

TEST(ShapeType, nullable_takes_null_besides) {
  EXPECT_EQ(findings(nullable(text().min_length(2)), "null"), "");
  EXPECT_EQ(findings(nullable(text().min_length(2)), R"("ab")"), "");
  EXPECT_EQ(findings(nullable(text().min_length(2)), R"("a")"), "length @");
  EXPECT_EQ(findings(nullable(text()), "1"), "type @");
  EXPECT_EQ(findings(nullable(integer()), "null"), "");
  EXPECT_EQ(findings(nullable(integer()), "1.5"), "type @");
  EXPECT_EQ(findings(nullable(words({"a"})), "null"), "");
  EXPECT_EQ(findings(nullable(words({"a"})), R"("a")"), "");
  EXPECT_EQ(findings(nullable(words({"a"})), R"("b")"), "word @");
  EXPECT_EQ(findings(nullable(object().member("a", text())), R"({"a": 1})"), "type @/a");
  EXPECT_EQ(findings(nullable(any_of({text(), number()})), "null"), "");
}

TEST(ShapeText, words_are_the_only_ones) {
  const Shape shape = words({"train", "test"});
  EXPECT_EQ(findings(shape, R"("test")"), "");
  EXPECT_EQ(findings(shape, R"("te\u0073t")"), "");
  EXPECT_EQ(findings(shape, R"("Test")"), "word @");
  EXPECT_EQ(findings(shape, "1"), "type @");
  EXPECT_EQ(findings(word("a"), R"("a")"), "");
  EXPECT_EQ(findings(word("a"), R"("b")"), "word @");
}

TEST(ShapeText, lengths_count_code_points) {
  EXPECT_EQ(findings(text().min_length(2), R"("é😀")"), "");
  EXPECT_EQ(findings(text().min_length(2), R"("😀")"), "length @");
  EXPECT_EQ(findings(text().max_length(2), R"("é😀")"), "");
  EXPECT_EQ(findings(text().max_length(2), R"("abc")"), "length @");
  EXPECT_EQ(findings(text().min_length(1), R"("")"), "length @");
}

TEST(ShapeText, a_pattern_is_asked_for_the_unescaped_text) {
  EXPECT_EQ(findings(text().pattern(kDigits), R"("12\u0033")"), "");
  EXPECT_EQ(findings(text().pattern(kDigits), R"("12a")"), "pattern @");
}

TEST(ShapeText, facts_about_text_are_independent) {
  EXPECT_EQ(findings(text().min_length(5).pattern(kDigits), R"("a")"), "length @; pattern @");
  EXPECT_EQ(findings(words({"a", "abc"}).min_length(2), R"("a")"), "length @");
}

TEST(ShapeText, facts_about_text_say_nothing_about_other_kinds) {
  EXPECT_EQ(findings(any().min_length(5).pattern(kDigits), "[1]"), "");
}

TEST(ShapeNumber, bounds_belong_to_the_range_unless_exclusive) {
  EXPECT_EQ(findings(number().minimum(1), "1"), "");
  EXPECT_EQ(findings(number().minimum(1), "0.999"), "bound @");
  EXPECT_EQ(findings(number().maximum(1), "1.0"), "");
  EXPECT_EQ(findings(number().maximum(1), "1.001"), "bound @");
  EXPECT_EQ(findings(number().exclusive_minimum(0), "0.001"), "");
  EXPECT_EQ(findings(number().exclusive_minimum(0), "0"), "bound @");
  EXPECT_EQ(findings(number().exclusive_minimum(0), "-0.0"), "bound @");
  EXPECT_EQ(findings(number().exclusive_maximum(9), "8.999"), "");
  EXPECT_EQ(findings(number().exclusive_maximum(9), "9"), "bound @");
}

TEST(ShapeNumber, bounds_say_nothing_about_other_kinds) {
  EXPECT_EQ(findings(any().minimum(5), R"("1")"), "");
  EXPECT_EQ(findings(any().minimum(5), "1"), "bound @");
}

TEST(ShapeArray, every_element_has_the_shape_of_items) {
  EXPECT_EQ(findings(array_of(text()), "[]"), "");
  EXPECT_EQ(findings(array_of(text()), R"(["a", "b"])"), "");
  EXPECT_EQ(findings(array_of(text()), R"([1, "b", null])"), "type @/0; type @/2");
  EXPECT_EQ(findings(array_of(array_of(number())), R"([[1], [2, "x"]])"), "type @/1/1");
}

TEST(ShapeArray, one_element_at_least_has_the_shape_of_contains) {
  EXPECT_EQ(findings(array().contains(word("a")), R"([1, "a"])"), "");
  EXPECT_EQ(findings(array().contains(word("a")), R"([1, "b"])"), "contains @");
  EXPECT_EQ(findings(array().contains(any()), "[]"), "contains @");
  EXPECT_EQ(findings(array().contains(word("a")).contains(word("b")), R"(["b"])"), "contains @");
}

TEST(ShapeArray, has_as_many_elements_as_demanded) {
  EXPECT_EQ(findings(array().min_items(2), "[1, 2]"), "");
  EXPECT_EQ(findings(array().min_items(2), "[1]"), "item count @");
  EXPECT_EQ(findings(array().max_items(2), "[1, 2]"), "");
  EXPECT_EQ(findings(array().max_items(2), "[1, 2, 3]"), "item count @");
  EXPECT_EQ(findings(array().max_items(0), "[1]"), "item count @");
}

TEST(ShapeArray, a_repeated_element_is_the_place_of_the_violation) {
  EXPECT_EQ(findings(array().unique_items(), "[1, 2, 1]"), "twin @/2");
  EXPECT_EQ(findings(array().unique_items(), "[1, 2, 3]"), "");
}

TEST(ShapeArray, facts_about_arrays_are_independent) {
  EXPECT_EQ(findings(array_of(text()).min_items(3).unique_items(), "[1, 1]"),
            "item count @; type @/0; type @/1; twin @/1");
}

TEST(ShapeArray, facts_about_arrays_say_nothing_about_other_kinds) {
  EXPECT_EQ(findings(any().items(text()).min_items(3), R"({"a": 1})"), "");
}

}  // namespace
}  // namespace stacmlm::json
