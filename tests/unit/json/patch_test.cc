// SPDX-License-Identifier: Apache-2.0
// What each operation of RFC 6902 does and refuses; patch_layout_test.cc has the white space.
#include "stacmlm/json/patch.h"

#include <string>

#include "parsed.h"

namespace stacmlm::json {
namespace {

/// The patched text, or the error's message.
std::string patched(std::string_view text, std::string_view patch) {
  const auto operations = read_patch(patch);
  if (!operations) return "unreadable: " + operations.error().message;
  const auto result = apply_patch(text, *operations);
  return result ? *result : result.error().message;
}

TEST(Patch, of_no_operations_changes_nothing) {
  EXPECT_EQ(patched(" {\"a\" : 1.0}\n", "[]"), " {\"a\" : 1.0}\n");
}

TEST(Patch, add_appends_a_member) {
  EXPECT_EQ(patched(R"({"a": 1})", R"([{"op": "add", "path": "/b", "value": [2]}])"),
            R"({"a": 1, "b": [2]})");
}

TEST(Patch, add_replaces_a_member_that_is_there) {
  EXPECT_EQ(patched(R"({"a": 1, "b": 2})", R"([{"op": "add", "path": "/a", "value": null}])"),
            R"({"a": null, "b": 2})");
}

TEST(Patch, add_inserts_an_element_before_the_index) {
  const std::string_view text = "[1, 2]";
  EXPECT_EQ(patched(text, R"([{"op": "add", "path": "/0", "value": 0}])"), "[0, 1, 2]");
  EXPECT_EQ(patched(text, R"([{"op": "add", "path": "/1", "value": 0}])"), "[1, 0, 2]");
  EXPECT_EQ(patched(text, R"([{"op": "add", "path": "/2", "value": 0}])"), "[1, 2, 0]");
  EXPECT_EQ(patched(text, R"([{"op": "add", "path": "/-", "value": 0}])"), "[1, 2, 0]");
}

TEST(Patch, add_at_a_wrong_index_is_refused) {
  EXPECT_EQ(patched("[1]", R"([{"op": "add", "path": "/2", "value": 0}])"),
            R"(operation 0, add "/2": index 2 is behind the end of an array of 1)");
  EXPECT_EQ(patched("[1]", R"([{"op": "add", "path": "/00", "value": 0}])"),
            R"(operation 0, add "/00": "00" is no array index)");
  EXPECT_EQ(patched("[1]", R"([{"op": "add", "path": "/", "value": 0}])"),
            R"(operation 0, add "/": "" is no array index)");
}

TEST(Patch, add_needs_the_parent) {
  EXPECT_EQ(patched("{}", R"([{"op": "add", "path": "/a/b", "value": 0}])"),
            R"(operation 0, add "/a/b": there is no "/a")");
  EXPECT_EQ(patched(R"({"a": "s"})", R"([{"op": "add", "path": "/a/b", "value": 0}])"),
            R"(operation 0, add "/a/b": "/a" is string, neither object nor array)");
}

TEST(Patch, add_and_replace_take_the_whole_document) {
  EXPECT_EQ(patched(" 1\n", R"([{"op": "add", "path": "", "value": {"a": 2}}])"), " {\"a\": 2}\n");
  EXPECT_EQ(patched("1", R"([{"op": "replace", "path": "", "value": [ ]}])"), "[ ]");
}

TEST(Patch, remove_takes_out_a_member_or_an_element) {
  EXPECT_EQ(patched(R"({"a": 1, "b": 2})", R"([{"op": "remove", "path": "/a"}])"), R"({"b": 2})");
  EXPECT_EQ(patched("[1, 2, 3]", R"([{"op": "remove", "path": "/1"}])"), "[1, 3]");
}

TEST(Patch, remove_needs_what_it_removes) {
  EXPECT_EQ(patched("{}", R"([{"op": "remove", "path": "/a"}])"),
            R"(operation 0, remove "/a": there is no "/a")");
  EXPECT_EQ(patched("[1]", R"([{"op": "remove", "path": "/-"}])"),
            R"(operation 0, remove "/-": there is no "/-")");
  EXPECT_EQ(patched("[1]", R"([{"op": "remove", "path": ""}])"),
            R"(operation 0, remove "": the whole document cannot be removed)");
}

TEST(Patch, remove_takes_out_duplicates_too) {
  EXPECT_EQ(patched(R"({"a": 1, "b": 2, "a": 3})", R"([{"op": "remove", "path": "/a"}])"),
            R"({"b": 2})");
  EXPECT_EQ(patched(R"({"a": 1, "a": 2, "a": 3})", R"([{"op": "remove", "path": "/a"}])"), "{}");
}

TEST(Patch, replace_keeps_the_text_of_the_new_value) {
  EXPECT_EQ(
      patched(R"({"a": 1, "b": 2})", R"([{"op": "replace", "path": "/a", "value": 1.50E+3}])"),
      R"({"a": 1.50E+3, "b": 2})");
}

TEST(Patch, replace_changes_the_last_of_duplicates) {
  EXPECT_EQ(patched(R"({"a": 1, "a": 2})", R"([{"op": "replace", "path": "/a", "value": 3}])"),
            R"({"a": 1, "a": 3})");
}

TEST(Patch, replace_needs_what_it_replaces) {
  EXPECT_EQ(patched("{}", R"([{"op": "replace", "path": "/a", "value": 1}])"),
            R"(operation 0, replace "/a": there is no "/a")");
}

TEST(Patch, move_within_an_object_renames_the_key_in_place) {
  EXPECT_EQ(
      patched(R"({"a" : 1.0, "b": 2})", R"([{"op": "move", "from": "/a", "path": "/x\"~1"}])"),
      R"({"x\"/" : 1.0, "b": 2})");
}

TEST(Patch, move_onto_a_member_of_the_same_object_takes_its_name) {
  EXPECT_EQ(
      patched(R"({"a": 1, "b": 2, "c": 3})", R"([{"op": "move", "from": "/b", "path": "/c"}])"),
      R"({"a": 1, "c": 2})");
  EXPECT_EQ(
      patched(R"({"a": 1, "b": 2, "c": 3})", R"([{"op": "move", "from": "/b", "path": "/a"}])"),
      R"({"a": 2, "c": 3})");
}

TEST(Patch, move_takes_along_no_duplicates) {
  EXPECT_EQ(
      patched(R"({"a": 1, "b": 2, "a": 3})", R"([{"op": "move", "from": "/a", "path": "/c"}])"),
      R"({"b": 2, "c": 3})");
}

TEST(Patch, move_between_containers_keeps_the_text_of_the_value) {
  EXPECT_EQ(patched(R"({"a": {"b": 1.0}, "c": {"d": 0}})",
                    R"([{"op": "move", "from": "/a/b", "path": "/c/e"}])"),
            R"({"a": {}, "c": {"d": 0, "e": 1.0}})");
}

TEST(Patch, move_within_an_array_removes_first) {
  EXPECT_EQ(patched("[1, 2, 3]", R"([{"op": "move", "from": "/0", "path": "/2"}])"), "[2, 3, 1]");
  EXPECT_EQ(patched("[1, 2, 3]", R"([{"op": "move", "from": "/2", "path": "/0"}])"), "[3, 1, 2]");
  EXPECT_EQ(patched("[1, 2, 3]", R"([{"op": "move", "from": "/0", "path": "/3"}])"),
            R"(operation 0, move "/3": index 3 is behind the end of an array of 2)");
}

TEST(Patch, move_onto_itself_changes_nothing) {
  EXPECT_EQ(patched(R"({"a": 1})", R"([{"op": "move", "from": "/a", "path": "/a"}])"),
            R"({"a": 1})");
}

TEST(Patch, move_into_itself_is_refused) {
  EXPECT_EQ(patched(R"({"a": {"b": 1}})", R"([{"op": "move", "from": "/a", "path": "/a/b"}])"),
            R"(operation 0, move "/a/b": "/a" cannot move into itself)");
  EXPECT_EQ(patched(R"({"a": 1})", R"([{"op": "move", "from": "", "path": "/b"}])"),
            R"(operation 0, move "/b": "" cannot move into itself)");
}

TEST(Patch, move_to_a_name_that_starts_alike_is_no_move_into_itself) {
  EXPECT_EQ(patched(R"({"a": 1})", R"([{"op": "move", "from": "/a", "path": "/ab"}])"),
            R"({"ab": 1})");
}

TEST(Patch, move_can_lift_a_value_to_the_root) {
  EXPECT_EQ(patched(R"({"a": {"b": [1]}})", R"([{"op": "move", "from": "/a/b", "path": ""}])"),
            "[1]");
}

TEST(Patch, copy_adds_the_text_of_the_value) {
  EXPECT_EQ(patched(R"({"a": [1.0]})", R"([{"op": "copy", "from": "/a", "path": "/b"}])"),
            R"({"a": [1.0], "b": [1.0]})");
  EXPECT_EQ(patched(R"({"a": [1]})", R"([{"op": "copy", "from": "", "path": "/a/-"}])"),
            R"({"a": [1, {"a": [1]}]})");
  EXPECT_EQ(patched("{}", R"([{"op": "copy", "from": "/a", "path": "/b"}])"),
            R"(operation 0, copy "/b": there is no "/a")");
}

TEST(Patch, test_compares_values_and_not_texts) {
  const std::string_view text = R"({"a": [1.0, "\u0061"]})";
  EXPECT_EQ(patched(text, R"([{"op": "test", "path": "/a", "value": [1, "a"]}])"), text);
}

TEST(Patch, test_that_fails_stops_the_patch) {
  EXPECT_EQ(patched(R"({"a": 1})", R"([{"op": "remove", "path": "/a"},
                                       {"op": "test", "path": "", "value": {"a": 1}}])"),
            R"(operation 1, test "": the value is {}, not {"a": 1})");
  EXPECT_EQ(patched("{}", R"([{"op": "test", "path": "/a", "value": null}])"),
            R"(operation 0, test "/a": there is no "/a")");
}

TEST(Patch, operations_see_what_those_before_them_did) {
  EXPECT_EQ(patched("{}", R"([{"op": "add", "path": "/a", "value": {}},
                              {"op": "add", "path": "/a/b", "value": []},
                              {"op": "add", "path": "/a/b/-", "value": 1},
                              {"op": "move", "from": "/a/b", "path": "/c"},
                              {"op": "remove", "path": "/a"}])"),
            R"({"c": [1]})");
}

TEST(Patch, path_that_is_no_pointer_is_refused) {
  EXPECT_EQ(patched(R"({"a": 1})", R"([{"op": "remove", "path": "a"}])"),
            R"(operation 0, remove "a": "a" is no JSON Pointer)");
  EXPECT_EQ(patched(R"({"a": 1})", R"([{"op": "remove", "path": "/~2"}])"),
            R"(operation 0, remove "/~2": "/~2" is no JSON Pointer)");
}

TEST(Patch, value_that_is_no_json_is_refused) {
  const auto result = apply_patch("{}", {{PatchOperation::Kind::kAdd, "/a", "[1", ""}});
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().message,
            "operation 0, add \"/a\": reading the value: no readable JSON at byte 2: expected `,` "
            "or `]`, found the end of the text");
}

TEST(Patch, white_space_and_a_byte_order_mark_around_a_value_stay_out) {
  const auto result =
      apply_patch("{}", {{PatchOperation::Kind::kAdd, "/a", "\xEF\xBB\xBF 1\n", ""}});
  EXPECT_EQ(result.value_or("an error"), R"({"a": 1})");
}

TEST(Patch, text_that_is_no_json_is_refused) {
  const auto result = apply_patch("{", {});
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().kind, base::ErrorKind::kInvalidDocument);
  EXPECT_EQ(result.error().message,
            "no readable JSON at byte 1: expected a key in quotes, found the end of the text");
}

TEST(Patch, result_deeper_than_the_parser_reads_is_refused) {
  std::string value = "0";
  for (int i = 0; i < 128; ++i) value.insert(0, 1, '[').push_back(']');
  const auto result = apply_patch("[]", {{PatchOperation::Kind::kAdd, "/-", value, ""}});
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().kind, base::ErrorKind::kLimitExceeded);
}

TEST(Patch, a_byte_order_mark_of_the_text_stays) {
  EXPECT_EQ(patched("\xEF\xBB\xBF{\"a\": 1}", R"([{"op": "remove", "path": "/a"}])"),
            "\xEF\xBB\xBF{}");
}

TEST(Patch, escaped_keys_are_found_and_kept) {
  EXPECT_EQ(patched(R"({"\u0061": 1, "b": 2})", R"([{"op": "replace", "path": "/a", "value": 3}])"),
            R"({"\u0061": 3, "b": 2})");
}

}  // namespace
}  // namespace stacmlm::json
