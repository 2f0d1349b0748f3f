// SPDX-License-Identifier: Apache-2.0
#include "findings.h"

namespace stacmlm::json {
namespace {

TEST(ShapeCombination, all_of_needs_every_shape) {
  const Shape shape = all_of({has({"a"}), has({"b"})});
  EXPECT_EQ(findings(shape, R"({"a": 1, "b": 1})"), "");
  EXPECT_EQ(findings(shape, R"({"c": 1})"), "missing @ (a); missing @ (b)");
  EXPECT_EQ(findings(object().all_of({has({"a"})}).all_of({has({"b"})}), R"({"a": 1})"),
            "missing @ (b)");
}

TEST(ShapeCombination, any_of_needs_one_shape) {
  const Shape shape = any_of({text(), number().minimum(5)});
  EXPECT_EQ(findings(shape, R"("s")"), "");
  EXPECT_EQ(findings(shape, "6"), "");
  EXPECT_EQ(findings(shape, "true"), "no alternative @");
}

TEST(ShapeCombination, any_of_is_content_with_several) {
  EXPECT_EQ(findings(any_of({number().minimum(1), number().maximum(3)}), "2"), "");
}

TEST(ShapeCombination, the_nearest_alternative_is_told) {
  const Shape shape = any_of({text(), object().member("a", text(), kRequired)});
  EXPECT_EQ(findings(shape, R"({"a": 1})"), "type @/a");
  EXPECT_EQ(findings(any_of({number().minimum(5), text()}), "1"), "bound @");
}

TEST(ShapeCombination, one_of_needs_exactly_one_shape) {
  const Shape shape = one_of({number().minimum(1), number().maximum(3)});
  EXPECT_EQ(findings(shape, "0"), "");
  EXPECT_EQ(findings(shape, "4"), "");
  EXPECT_EQ(findings(shape, "2"), "many alternatives @");
  EXPECT_EQ(findings(shape, R"("s")"), "no alternative @");
}

TEST(ShapeCombination, several_choices_hold_independently) {
  const Shape shape = object().any_of({has({"a"}), has({"b"})}).one_of({has({"c"}), has({"d"})});
  EXPECT_EQ(findings(shape, R"({"a": 1, "b": 1, "c": 1})"), "");
  EXPECT_EQ(findings(shape, R"({"a": 1, "c": 1, "d": 1})"), "many alternatives @");
  EXPECT_EQ(findings(shape, R"({"c": 1})"), "missing @ (a)");
}

TEST(ShapeCombination, none_of_forbids_a_shape) {
  EXPECT_EQ(findings(none_of(text()), "1"), "");
  EXPECT_EQ(findings(none_of(text()), R"("s")"), "forbidden @");
  EXPECT_EQ(findings(object().none_of(has({"a"})), R"({"a": 1})"), "forbidden @");
  EXPECT_EQ(findings(object().none_of(has({"a"})), R"({"b": 1})"), "");
}

TEST(ShapeCombination, when_asks_for_more_only_if_the_condition_holds) {
  const Shape shape = when(has({"a"}), has({"b"}));
  EXPECT_EQ(findings(shape, R"({"a": 1, "b": 1})"), "");
  EXPECT_EQ(findings(shape, R"({"c": 1})"), "");
  EXPECT_EQ(findings(shape, R"({"a": 1})"), "missing @ (b)");
}

TEST(ShapeCombination, when_may_ask_for_something_else_otherwise) {
  const Shape shape = when(text(), text().min_length(1), number());
  EXPECT_EQ(findings(shape, R"("s")"), "");
  EXPECT_EQ(findings(shape, "1"), "");
  EXPECT_EQ(findings(shape, R"("")"), "length @");
  EXPECT_EQ(findings(shape, "null"), "type @");
  EXPECT_EQ(findings(object().when(has({"a"}), has({"b"}), has({"c"})), "{}"), "missing @ (c)");
}

TEST(ShapeCombination, a_member_may_choose_the_shape) {
  const Shape shape = any().by_member("type", {{"min", has({"low"})}, {"max", has({"high"})}});
  EXPECT_EQ(findings(shape, R"({"type": "min", "low": 1})"), "");
  EXPECT_EQ(findings(shape, R"({"type": "max", "low": 1})"), "missing @ (high)");
  EXPECT_EQ(findings(shape, R"({"type": "sum"})"), "word @/type");
  EXPECT_EQ(findings(shape, R"({"type": 1})"), "word @/type");
  EXPECT_EQ(findings(shape, "{}"), "missing @ (type)");
  EXPECT_EQ(findings(shape, "[]"), "type @");
}

TEST(ShapeCombination, facts_and_combinations_are_both_told) {
  EXPECT_EQ(findings(object().member("a", text()).all_of({has({"b"})}), R"({"a": 1})"),
            "type @/a; missing @ (b)");
}

const Shape& tree() {
  static const Shape shape =
      object().member("name", text(), kRequired).member("children", array_of(refer("tree", tree)));
  return shape;
}

TEST(ShapeCombination, a_shape_may_refer_to_itself) {
  EXPECT_EQ(findings(tree(), R"({"name": "a", "children": [{"name": "b", "children": []}]})"), "");
  EXPECT_EQ(findings(tree(), R"({"name": "a", "children": [{"name": "b", "children": [{}]}]})"),
            "missing @/children/0/children/0 (name)");
}

TEST(ShapeCombination, alternatives_in_alternatives_are_walked_once_each) {
  // Walking the nearest of 12 levels again to tell of it would take 4^12 steps instead of 2^12.
  Shape shape = text();
  std::string value = "1";
  std::string place;
  for (int i = 0; i < 12; ++i) {
    shape = any_of({array_of(shape), array_of(shape).min_items(2)});
    value.insert(0, 1, '[').push_back(']');
    place += "/0";
  }
  EXPECT_EQ(findings(shape, value), "type @" + place);
}

TEST(ShapeCombination, refining_a_copy_leaves_the_original_alone) {
  const Shape original = object().member("a", text());
  const Shape refined = Shape(original).member("a", number()).required("b");
  EXPECT_EQ(findings(original, R"({"a": "s"})"), "");
  EXPECT_EQ(findings(refined, R"({"a": "s"})"), "type @/a; missing @ (b)");
}

}  // namespace
}  // namespace stacmlm::json
