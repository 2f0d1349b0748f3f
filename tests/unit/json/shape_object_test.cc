// SPDX-License-Identifier: Apache-2.0
#include <deque>

#include "findings.h"
#include "stacmlm/json/shape_facts.h"

namespace stacmlm::json {
namespace {

constexpr Pattern kExtra = {"^x-", "a key that starts with x-",
                            [](std::string_view key) { return key.starts_with("x-"); }};

TEST(ShapeObject, a_member_has_its_shape_if_it_is_there) {
  const Shape shape = object().member("a", text());
  EXPECT_EQ(findings(shape, "{}"), "");
  EXPECT_EQ(findings(shape, R"({"a": "s", "b": 1})"), "");
  EXPECT_EQ(findings(shape, R"({"b": 1, "a": 1})"), "type @/a");
}

TEST(ShapeObject, a_required_member_is_missing_at_the_object) {
  const Shape shape = object().member("a", text(), kRequired).member("b", text(), false);
  EXPECT_EQ(findings(shape, R"({"a": "s"})"), "");
  EXPECT_EQ(findings(shape, R"({"b": "s"})"), "missing @ (a)");
  EXPECT_EQ(findings(array_of(shape), R"([{"a": ""}, {}])"), "missing @/1 (a)");
}

TEST(ShapeObject, required_demands_nothing_but_presence) {
  const Shape shape = object().required({"a", "b"}).required("c");
  EXPECT_EQ(findings(shape, R"({"a": null, "b": 1, "c": []})"), "");
  EXPECT_EQ(findings(shape, R"({"b": 1})"), "missing @ (a); missing @ (c)");
}

TEST(ShapeObject, required_and_member_of_one_key_belong_together) {
  const Shape shape = object().required("a").member("a", text());
  EXPECT_EQ(findings(shape, "{}"), "missing @ (a)");
  EXPECT_EQ(findings(shape, R"({"a": 1})"), "type @/a");
}

TEST(ShapeObject, keys_are_compared_unescaped) {
  const Shape shape = object().member("ab", text(), kRequired).closed();
  EXPECT_EQ(findings(shape, R"({"a\u0062": "s"})"), "");
  EXPECT_EQ(findings(shape, R"({"a\u0062": 1})"), "type @/ab");
}

TEST(ShapeObject, of_duplicate_members_the_last_is_looked_at) {
  const Shape shape = object().member("a", text());
  EXPECT_EQ(findings(shape, R"({"a": 1, "a": "s"})"), "");
  EXPECT_EQ(findings(shape, R"({"a": "s", "a": 1})"), "type @/a");
}

TEST(ShapeObject, keys_with_equal_hashes_are_told_apart) {
  const Shape shape =
      object().member("aaaaaaaa1bbbbbbbb", text()).member("aaaaaaaa2bbbbbbbb", number());
  EXPECT_EQ(findings(shape, R"({"aaaaaaaa1bbbbbbbb": "s", "aaaaaaaa2bbbbbbbb": 1})"), "");
  EXPECT_EQ(findings(shape, R"({"aaaaaaaa2bbbbbbbb": "s", "aaaaaaaa3bbbbbbbb": "s"})"),
            "type @/aaaaaaaa2bbbbbbbb");
}

TEST(ShapeObject, members_whose_key_matches_have_the_shape_of_the_keys) {
  const Shape shape = object().keys_matching(kExtra, number());
  EXPECT_EQ(findings(shape, R"({"x-a": 1, "b": "s"})"), "");
  EXPECT_EQ(findings(shape, R"({"x-a": "s"})"), "type @/x-a");
}

TEST(ShapeObject, a_named_member_whose_key_matches_has_both_shapes) {
  const Shape shape = object().member("x-a", number()).keys_matching(kExtra, number().minimum(5));
  EXPECT_EQ(findings(shape, R"({"x-a": 6})"), "");
  EXPECT_EQ(findings(shape, R"({"x-a": 4})"), "bound @/x-a");
}

TEST(ShapeObject, others_are_the_members_that_nothing_names) {
  const Shape shape = object().member("a", text()).keys_matching(kExtra, any()).others(number());
  EXPECT_EQ(findings(shape, R"({"a": "s", "x-b": "s", "c": 1})"), "");
  EXPECT_EQ(findings(shape, R"({"c": "s"})"), "type @/c");
  EXPECT_EQ(findings(map_of(number()), R"({"a": 1, "b": "s"})"), "type @/b");
  EXPECT_EQ(findings(map_of(number()), "[]"), "type @");
}

TEST(ShapeObject, a_member_that_is_only_required_is_an_other_member) {
  EXPECT_EQ(findings(object().required("a").others(number()), R"({"a": "s"})"), "type @/a");
  EXPECT_EQ(findings(object().required("a").closed(), R"({"a": "s"})"), "unknown @/a");
}

TEST(ShapeObject, closed_knows_no_other_members) {
  const Shape shape = object().member("a", any()).keys_matching(kExtra, any()).closed();
  EXPECT_EQ(findings(shape, R"({"a": 1, "x-b": 2})"), "");
  EXPECT_EQ(findings(shape, R"({"a": 1, "b": 2, "c": 3})"), "unknown @/b; unknown @/c");
}

TEST(ShapeObject, closed_prefix_knows_no_other_members_that_start_so) {
  const Shape shape = object().member("mlm:name", any()).closed_prefix("mlm:");
  EXPECT_EQ(findings(shape, R"({"mlm:name": 1, "proj:code": 2})"), "");
  EXPECT_EQ(findings(shape, R"({"mlm:nam": 1})"), "unknown @/mlm:nam (mlm:)");
}

TEST(ShapeObject, has_as_many_members_as_demanded) {
  EXPECT_EQ(findings(object().min_members(1), R"({"a": 1})"), "");
  EXPECT_EQ(findings(object().min_members(1), "{}"), "member count @");
  EXPECT_EQ(findings(object().min_members(2), R"({"a": 1, "a": 2})"), "member count @");
}

TEST(ShapeObject, a_member_may_demand_others) {
  const Shape shape = object().depends("a", {"b", "c"});
  EXPECT_EQ(findings(shape, R"({"b": 1})"), "");
  EXPECT_EQ(findings(shape, R"({"a": 1, "b": 1, "c": 1})"), "");
  EXPECT_EQ(findings(shape, R"({"a": 1, "c": 1})"), "dependency @ (b, a)");
  EXPECT_EQ(findings(shape, R"({"a": 1})"), "dependency @ (b, a); dependency @ (c, a)");
}

TEST(ShapeObject, facts_about_objects_say_nothing_about_other_kinds) {
  EXPECT_EQ(findings(has({"a"}), "[]"), "");
  EXPECT_EQ(findings(has({"a"}), "{}"), "missing @ (a)");
  EXPECT_EQ(findings(if_member("a", text()), "1"), "");
  EXPECT_EQ(findings(if_member("a", text()), R"({"a": 1})"), "type @/a");
  EXPECT_EQ(findings(any().closed().min_members(1), R"("s")"), "");
}

TEST(ShapeObject, violations_of_members_come_in_document_order) {
  const Shape shape = object().member("a", text()).member("b", text()).required("c");
  EXPECT_EQ(findings(shape, R"({"b": 1, "a": 1})"), "type @/b; type @/a; missing @ (c)");
}

TEST(ShapeObject, holds_as_many_members_as_it_says) {
  std::deque<std::string> keys;
  Shape shape = object().closed();
  std::string text = "{";
  for (std::size_t i = 0; i < ShapeFacts::kMaxMembers; ++i) {
    keys.push_back("k" + std::to_string(i));
    shape = std::move(shape).member(keys.back(), number(), kRequired);
    text += (i == 0 ? "\"" : ", \"") + keys.back() + "\": 1";
  }
  EXPECT_EQ(findings(shape, text + "}"), "");
  EXPECT_EQ(violations(shape, Parsed("{}").root()).size(), ShapeFacts::kMaxMembers);
}

}  // namespace
}  // namespace stacmlm::json
