// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "parsed.h"

namespace stacmlm::json {
namespace {

bool equal_texts(std::string_view a, std::string_view b) {
  const Parsed left(a);
  const Parsed right(b);
  const bool result = equal(left.root(), right.root());
  EXPECT_EQ(result, equal(right.root(), left.root())) << a << " and " << b;
  return result;
}

TEST(Equal, numbers_are_compared_by_value) {
  EXPECT_TRUE(equal_texts("1", "1.0"));
  EXPECT_TRUE(equal_texts("100", "1e2"));
  EXPECT_TRUE(equal_texts("0", "-0.0"));
  EXPECT_FALSE(equal_texts("1", "1.0000001"));
}

TEST(Equal, numbers_outside_double_are_equal_only_if_written_alike) {
  EXPECT_TRUE(equal_texts("1e400", "1e400"));
  EXPECT_FALSE(equal_texts("1e400", "2e400"));
  EXPECT_FALSE(equal_texts("1e400", "-1e400"));
}

TEST(Equal, strings_are_compared_unescaped) {
  EXPECT_TRUE(equal_texts(R"("a")", R"("\u0061")"));
  EXPECT_FALSE(equal_texts(R"("a")", R"("A")"));
}

TEST(Equal, different_kinds_are_never_equal) {
  const std::string_view texts[] = {"null", "false", "0", R"("")", "[]", "{}"};
  for (std::size_t i = 0; i < 6; ++i) {
    for (std::size_t j = 0; j < 6; ++j) {
      EXPECT_EQ(equal_texts(texts[i], texts[j]), i == j) << texts[i] << " and " << texts[j];
    }
  }
  EXPECT_FALSE(equal_texts("true", "false"));
}

TEST(Equal, arrays_have_an_order) {
  EXPECT_TRUE(equal_texts("[1, [2]]", "[1,[2]]"));
  EXPECT_FALSE(equal_texts("[1, 2]", "[2, 1]"));
  EXPECT_FALSE(equal_texts("[1]", "[1, 1]"));
}

TEST(Equal, members_have_no_order) {
  EXPECT_TRUE(equal_texts(R"({"a": 1, "b": {"c": 2}})", R"({"b": {"c": 2}, "a": 1})"));
  EXPECT_FALSE(equal_texts(R"({"a": 1})", R"({"b": 1})"));
  EXPECT_FALSE(equal_texts(R"({"a": 1})", R"({"a": 1, "b": 1})"));
}

TEST(Equal, of_duplicate_members_the_last_counts) {
  EXPECT_TRUE(equal_texts(R"({"a": 1, "a": 2})", R"({"a": 2})"));
  EXPECT_FALSE(equal_texts(R"({"a": 1, "a": 2})", R"({"a": 1})"));
}

TEST(Equal, objects_with_many_members_have_no_order_either) {
  std::string up = "{";
  std::string down = "{";
  std::string other = "{";
  for (int i = 0; i < 2000; ++i) {
    const std::string comma = i == 0 ? "" : ",";
    up += comma + "\"k" + std::to_string(i) + "\":" + std::to_string(i);
    down += comma + "\"k" + std::to_string(1999 - i) + "\":" + std::to_string(1999 - i);
    other += comma + "\"k" + std::to_string(i) + "\":" + std::to_string(i == 1000 ? 0 : i);
  }
  EXPECT_TRUE(equal_texts(up + "}", down + "}"));
  EXPECT_FALSE(equal_texts(up + "}", other + "}"));
}

}  // namespace
}  // namespace stacmlm::json
