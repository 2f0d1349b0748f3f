// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "parsed.h"
#include "stacmlm/json/patch.h"

namespace stacmlm::json {
namespace {

std::string merged(std::string_view text, std::string_view patch) {
  const auto result = apply_merge_patch(text, patch);
  return result ? *result : result.error().message;
}

TEST(MergePatch, changes_and_adds_members) {
  EXPECT_EQ(merged(R"({"a": 1, "b": 2})", R"({"b": 3, "c": 4})"), R"({"a": 1, "b": 3, "c": 4})");
}

TEST(MergePatch, null_removes_a_member_that_may_be_missing) {
  EXPECT_EQ(merged(R"({"a": 1, "b": 2})", R"({"a": null})"), R"({"b": 2})");
  EXPECT_EQ(merged(R"({"a": 1})", R"({"b": null})"), R"({"a": 1})");
  EXPECT_EQ(merged(R"({"a": 1})", R"({"a": null})"), "{}");
}

TEST(MergePatch, goes_into_objects) {
  EXPECT_EQ(
      merged(R"({"a": {"b": {"c": 1, "d": 2}}, "e": 3})", R"({"a": {"b": {"c": null, "f": 4}}})"),
      R"({"a": {"b": {"d": 2, "f": 4}}, "e": 3})");
}

TEST(MergePatch, replaces_arrays_as_a_whole) {
  EXPECT_EQ(merged(R"({"a": [1, 2]})", R"({"a": [null, 3]})"), R"({"a": [null, 3]})");
}

TEST(MergePatch, an_object_takes_the_place_of_another_kind_without_its_nulls) {
  EXPECT_EQ(merged(R"({"a": [1]})", R"({"a": {"b": 1, "c": null}})"), R"({"a": {"b": 1}})");
  EXPECT_EQ(merged("[1]", R"({"a": null, "b": {"c": null}})"), R"({"b": {}})");
  EXPECT_EQ(merged("{}", R"({"a": {"b": {"c": null}}})"), R"({"a": {"b": {}}})");
}

TEST(MergePatch, that_is_no_object_replaces_the_document) {
  EXPECT_EQ(merged(R"({"a": 1})", "[null]"), "[null]");
  EXPECT_EQ(merged(R"({"a": 1})", "null"), "null");
  EXPECT_EQ(merged("\n1 ", R"("s")"), "\n\"s\" ");
}

TEST(MergePatch, keeps_every_byte_outside_the_changes) {
  EXPECT_EQ(merged("{\n  \"a\" : 1.0,\n  \"b\": {\n    \"c\": 1e0\n  }\n}\n",
                   R"({"b": {"d": true}, "e": {"f": 2}})"),
            "{\n  \"a\" : 1.0,\n  \"b\": {\n    \"c\": 1e0,\n    \"d\": true\n  },\n"
            "  \"e\": {\"f\": 2}\n}\n");
}

TEST(MergePatch, replaces_all_members_at_once) {
  EXPECT_EQ(merged("{\n  \"a\": 1,\n  \"b\": 2\n}", R"({"a": null, "c": 3, "b": null, "d": 4})"),
            "{\n  \"c\": 3,\n  \"d\": 4\n}");
}

TEST(MergePatch, opens_an_empty_object_into_lines) {
  EXPECT_EQ(merged("{\n  \"a\": {}\n}", R"({"a": {"b": 1, "c": 2}})"),
            "{\n  \"a\": {\n    \"b\": 1,\n    \"c\": 2\n  }\n}");
}

TEST(MergePatch, a_removed_member_takes_its_duplicates_along) {
  EXPECT_EQ(merged(R"({"a": 1, "b": 2, "a": 3})", R"({"a": null})"), R"({"b": 2})");
}

TEST(MergePatch, of_duplicates_in_the_patch_the_last_counts) {
  EXPECT_EQ(merged("{}", R"({"a": 1, "a": 2})"), R"({"a": 2})");
  EXPECT_EQ(merged("{}", R"({"a": {"b": 1, "b": null}})"), R"({"a": {}})");
}

TEST(MergePatch, and_text_have_to_be_json) {
  EXPECT_EQ(merged("{", "{}"),
            "no readable JSON at byte 1: expected a key in quotes, found the end of the text");
  EXPECT_EQ(merged("{}", "{"),
            "reading the merge patch: no readable JSON at byte 1: expected a key in quotes, found "
            "the end of the text");
}

TEST(MergePatch, of_many_members_on_one_line_is_no_matter) {
  std::string text = "{";
  std::string patch = "{";
  std::string expected = "{";
  for (int i = 0; i < 20000; ++i) {
    const std::string comma = i == 0 ? "" : ",";
    const std::string key = "\"k" + std::to_string(i) + "\":";
    text += comma + key + "1";
    patch += comma + key + (i % 2 == 0 ? "null" : "2");
    if (i % 2 != 0) expected += (i == 1 ? "" : ",") + key + "2";
  }
  EXPECT_EQ(merged(text + "}", patch + "}"), expected + "}");
}

}  // namespace
}  // namespace stacmlm::json
