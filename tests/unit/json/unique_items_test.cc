// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "parsed.h"
#include "stacmlm/json/pointer.h"
#include "stacmlm/json/shape.h"

namespace stacmlm::json {
namespace {

/// The pointer of the first element that equals an earlier one.
std::string twin_in(std::string_view text) {
  const Parsed json(text);
  const Shape shape = array().unique_items();
  const auto found = violations(shape, json.root());
  EXPECT_EQ(conforms(shape, json.root()), found.empty());
  if (found.empty()) return "none";
  EXPECT_EQ(found.size(), 1U);
  EXPECT_EQ(found.front().kind, ViolationKind::kDuplicateItem);
  return pointer_to(found.front().place);
}

/// Thirty-three elements and more are searched by their hash, fewer by comparison.
std::string many(std::string_view first, std::string_view last) {
  std::string text = "[" + std::string(first);
  for (int i = 0; i < 40; ++i) text += ", \"filler " + std::to_string(i) + "\"";
  return text + ", " + std::string(last) + "]";
}

TEST(UniqueItems, the_first_element_that_repeats_is_named) {
  EXPECT_EQ(twin_in("[1, 2, 1, 2]"), "/2");
  EXPECT_EQ(twin_in("[]"), "none");
  EXPECT_EQ(twin_in("[1, 2, 3]"), "none");
  EXPECT_EQ(twin_in(many("1", "2")), "none");
}

TEST(UniqueItems, equal_values_are_twins_however_they_are_written) {
  const std::pair<std::string_view, std::string_view> twins[] = {
      {"1", "1.0"},
      {"0", "-0.0"},
      {"1e2", "100"},
      {R"("a")", R"("\u0061")"},
      {R"({"a": 1, "b": [2]})", R"({"b": [2.0], "a": 1})"},
      {"[[], {}]", "[[],{}]"},
      {R"({"a": 0, "a": 1})", R"({"a": 1})"},
      {"null", "null"},
      {"true", "true"}};
  for (const auto& [a, b] : twins) {
    EXPECT_EQ(twin_in("[" + std::string(a) + ", " + std::string(b) + "]"), "/1") << a;
    EXPECT_EQ(twin_in(many(a, b)), "/41") << a;
  }
}

TEST(UniqueItems, similar_values_are_no_twins) {
  const std::pair<std::string_view, std::string_view> pairs[] = {
      {"1", R"("1")"},   {"0", "false"},          {"null", "false"},
      {"[]", "{}"},      {"[1, 2]", "[2, 1]"},    {R"({"a": 1})", R"({"b": 1})"},
      {R"("")", "null"}, {"[[1], 2]", "[1, [2]]"}};
  for (const auto& [a, b] : pairs) {
    EXPECT_EQ(twin_in("[" + std::string(a) + ", " + std::string(b) + "]"), "none") << a;
    EXPECT_EQ(twin_in(many(a, b)), "none") << a;
  }
}

TEST(UniqueItems, a_large_array_is_no_matter) {
  // Comparing each with each, 2 * 10^9 comparisons, would not end.
  std::string text = "[0";
  for (int i = 1; i < 60000; ++i) text += "," + std::to_string(i);
  EXPECT_EQ(twin_in(text + "]"), "none");
  EXPECT_EQ(twin_in(text + ", 7]"), "/60000");
}

TEST(UniqueItems, a_large_array_of_objects_is_no_matter) {
  std::string text = "[{}";
  for (int i = 1; i < 20000; ++i) text += R"(,{"a":[)" + std::to_string(i) + R"(],"b":"x"})";
  EXPECT_EQ(twin_in(text + "]"), "none");
  EXPECT_EQ(twin_in(text + R"(,{"b":"x","a":[19999.0]}])"), "/20000");
}

}  // namespace
}  // namespace stacmlm::json
