// SPDX-License-Identifier: Apache-2.0
// Every byte outside the changed places stays, and what comes in looks like its neighbours.
#include <string>

#include "parsed.h"
#include "stacmlm/json/patch.h"

namespace stacmlm::json {
namespace {

using Kind = PatchOperation::Kind;

std::string changed(std::string_view text, const std::vector<PatchOperation>& patch) {
  const auto result = apply_patch(text, patch);
  return result ? *result : result.error().message;
}
std::string added(std::string_view text, std::string path, std::string value) {
  return changed(text, {{Kind::kAdd, std::move(path), std::move(value), ""}});
}
std::string removed(std::string_view text, std::string path) {
  return changed(text, {{Kind::kRemove, std::move(path), "", ""}});
}

TEST(PatchLayout, a_member_takes_over_indentation_and_colon) {
  EXPECT_EQ(added("{\n\t\"a\" : 1,\n\t\"b\" : 2\n}\n", "/c", "3"),
            "{\n\t\"a\" : 1,\n\t\"b\" : 2,\n\t\"c\" : 3\n}\n");
  EXPECT_EQ(added("{\n  \"a\": 1\n}", "/b", "2"), "{\n  \"a\": 1,\n  \"b\": 2\n}");
}

TEST(PatchLayout, a_member_takes_over_crlf) {
  EXPECT_EQ(added("{\r\n  \"a\": 1\r\n}\r\n", "/b", "2"),
            "{\r\n  \"a\": 1,\r\n  \"b\": 2\r\n}\r\n");
}

TEST(PatchLayout, a_dense_text_stays_dense) {
  EXPECT_EQ(added(R"({"a":1})", "/b", "2"), R"({"a":1,"b":2})");
  EXPECT_EQ(added(R"({"a":[1]})", "/a/-", "2"), R"({"a":[1,2]})");
  EXPECT_EQ(added(R"({"a":{}})", "/a/b", "2"), R"({"a":{"b":2}})");
}

TEST(PatchLayout, white_space_inside_brackets_stays) {
  EXPECT_EQ(added(R"({ "a": 1 })", "/b", "2"), R"({ "a": 1, "b": 2 })");
  EXPECT_EQ(added("[ 1 ]", "/0", "0"), "[ 0, 1 ]");
}

TEST(PatchLayout, commas_before_members_stay_there) {
  EXPECT_EQ(added("{ \"a\": 1\n, \"b\": 2\n}", "/c", "3"), "{ \"a\": 1\n, \"b\": 2\n, \"c\": 3\n}");
  EXPECT_EQ(removed("{ \"a\": 1\n, \"b\": 2\n, \"c\": 3\n}", "/b"), "{ \"a\": 1\n, \"c\": 3\n}");
}

TEST(PatchLayout, an_element_takes_a_line_of_its_own) {
  const std::string_view text = "[\n  1,\n  2\n]";
  EXPECT_EQ(added(text, "/0", "0"), "[\n  0,\n  1,\n  2\n]");
  EXPECT_EQ(added(text, "/1", "0"), "[\n  1,\n  0,\n  2\n]");
  EXPECT_EQ(added(text, "/-", "0"), "[\n  1,\n  2,\n  0\n]");
  EXPECT_EQ(added("[\n  1\n]", "/0", "0"), "[\n  0,\n  1\n]");
}

TEST(PatchLayout, an_empty_container_opens_into_lines_where_its_parent_has_lines) {
  EXPECT_EQ(added("{\n  \"a\": {}\n}", "/a/b", "1"), "{\n  \"a\": {\n    \"b\": 1\n  }\n}");
  EXPECT_EQ(added("{\n\t\"a\": [ ]\n}", "/a/-", "1"), "{\n\t\"a\": [\n\t\t1\n\t]\n}");
  EXPECT_EQ(added("[\r\n    {}\r\n]", "/0/b", "1"), "[\r\n    {\r\n        \"b\": 1\r\n    }\r\n]");
}

TEST(PatchLayout, an_empty_container_stays_on_its_line_otherwise) {
  EXPECT_EQ(added("{}", "/a", "1"), R"({"a": 1})");
  EXPECT_EQ(added("{\n  \"a\": 1, \"b\": []\n}", "/b/-", "2"), "{\n  \"a\": 1, \"b\": [2]\n}");
}

TEST(PatchLayout, a_value_of_several_lines_is_indented_anew) {
  EXPECT_EQ(added("{\n    \"a\": 1\n}", "/b", "{\n  \"c\": 2\n}"),
            "{\n    \"a\": 1,\n    \"b\": {\n      \"c\": 2\n    }\n}");
}

TEST(PatchLayout, a_moved_value_takes_the_indentation_of_its_new_place) {
  EXPECT_EQ(changed("{\n  \"a\": {\n    \"b\": [\n      1\n    ]\n  },\n  \"c\": 2\n}",
                    {{Kind::kMove, "/d", "", "/a/b"}}),
            "{\n  \"a\": {},\n  \"c\": 2,\n  \"d\": [\n    1\n  ]\n}");
}

TEST(PatchLayout, an_array_of_the_same_length_takes_over_the_layout) {
  const auto replaced = [](std::string_view text, std::string value) {
    return changed(text, {{Kind::kReplace, "/a", std::move(value), ""}});
  };
  EXPECT_EQ(replaced("{\"a\": [\n  [ 1,2 ],\n\n  [3, 4.0]\n]}", "[[3, 4.0], [1, 2.50]]"),
            "{\"a\": [\n  [ 3,4.0 ],\n\n  [1, 2.50]\n]}");
  EXPECT_EQ(replaced("{\"a\": [ 1,2 ]}", "[1, 2]"), "{\"a\": [ 1,2 ]}");
  EXPECT_EQ(replaced("{\"a\": [ 1,[2,3] ]}", "[4, [5]]"), "{\"a\": [ 4,[5] ]}");
  EXPECT_EQ(replaced("{\"a\": [ 1,2 ]}", "[1, 2, 3]"), "{\"a\": [1, 2, 3]}");
}

TEST(PatchLayout, removing_a_member_removes_its_comma_and_line) {
  const std::string_view text = "{\n  \"a\": 1,\n  \"b\": 2,\n  \"c\": 3\n}\n";
  EXPECT_EQ(removed(text, "/a"), "{\n  \"b\": 2,\n  \"c\": 3\n}\n");
  EXPECT_EQ(removed(text, "/b"), "{\n  \"a\": 1,\n  \"c\": 3\n}\n");
  EXPECT_EQ(removed(text, "/c"), "{\n  \"a\": 1,\n  \"b\": 2\n}\n");
}

TEST(PatchLayout, removing_one_of_several_on_a_line_joins_no_lines) {
  const std::string_view text = "[\n  1, 2,\n  3, 4\n]";
  EXPECT_EQ(removed(text, "/0"), "[\n  2,\n  3, 4\n]");
  EXPECT_EQ(removed(text, "/1"), "[\n  1,\n  3, 4\n]");
  EXPECT_EQ(removed(text, "/2"), "[\n  1, 2,\n  4\n]");
  EXPECT_EQ(removed(text, "/3"), "[\n  1, 2,\n  3\n]");
}

TEST(PatchLayout, removing_the_only_member_leaves_an_empty_container) {
  EXPECT_EQ(removed("{\n  \"a\": 1\n}", "/a"), "{}");
  EXPECT_EQ(removed("[ [ 1 ] ]", "/0/0"), "[ [] ]");
}

TEST(PatchLayout, the_rest_of_an_odd_text_stays_byte_for_byte) {
  EXPECT_EQ(changed("{ \"z\":1.00 ,\n\n\t\"\\u0061\" : [ 1e0,2 ],\"z\":\"\\/\"}\n\n",
                    {{Kind::kReplace, "/a/1", "3", ""}}),
            "{ \"z\":1.00 ,\n\n\t\"\\u0061\" : [ 1e0,3 ],\"z\":\"\\/\"}\n\n");
}

TEST(PatchLayout, adding_and_removing_again_gives_the_same_text) {
  for (const std::string_view text : {"{\"a\":1}", "{ \"a\": 1 }", "{\n  \"a\": {\"b\": 2}\n}\n"}) {
    EXPECT_EQ(removed(added(text, "/new", "[1, 2]"), "/new"), text);
  }
}

}  // namespace
}  // namespace stacmlm::json
