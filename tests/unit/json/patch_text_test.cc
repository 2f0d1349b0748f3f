// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "json/quote.h"
#include "parsed.h"
#include "stacmlm/json/patch.h"

namespace stacmlm::json {
namespace {

using Kind = PatchOperation::Kind;

std::string refusal(std::string_view text) {
  const auto patch = read_patch(text);
  return patch ? "none" : patch.error().message;
}

TEST(PatchText, is_written_on_one_line) {
  EXPECT_EQ(write_patch({{Kind::kAdd, "/a\"b", "{\n  \"c\": [\r\n1,\n2]}", ""},
                         {Kind::kRemove, "/a", "", ""},
                         {Kind::kMove, "/b", "", "/a"},
                         {Kind::kCopy, "/b", "", "/a"},
                         {Kind::kReplace, "", "1", ""},
                         {Kind::kTest, "/-", "null", ""}}),
            R"([{"op": "add", "path": "/a\"b", "value": {"c": [1, 2]}}, )"
            R"({"op": "remove", "path": "/a"}, )"
            R"({"op": "move", "from": "/a", "path": "/b"}, )"
            R"({"op": "copy", "from": "/a", "path": "/b"}, )"
            R"({"op": "replace", "path": "", "value": 1}, )"
            R"({"op": "test", "path": "/-", "value": null}])");
  EXPECT_EQ(write_patch({}), "[]");
}

TEST(PatchText, is_read_as_it_was_written) {
  const std::string text = R"([{"op": "add", "path": "/a", "value": [1.0, "x\n"]}, )"
                           R"({"op": "move", "from": "/a", "path": "/b"}])";
  const auto patch = read_patch(text);
  ASSERT_TRUE(patch.has_value());
  ASSERT_EQ(patch->size(), 2U);
  EXPECT_EQ(patch->at(0).kind, Kind::kAdd);
  EXPECT_EQ(patch->at(0).value, R"([1.0, "x\n"])");
  EXPECT_EQ(patch->at(1).kind, Kind::kMove);
  EXPECT_EQ(patch->at(1).from, "/a");
  EXPECT_EQ(patch->at(1).path, "/b");
  EXPECT_EQ(write_patch(*patch), text);
}

TEST(PatchText, members_that_an_operation_does_not_need_are_ignored) {
  const auto patch = read_patch(R"([{"op": "remove", "path": "/a", "value": 1, "x": {}}])");
  ASSERT_TRUE(patch.has_value());
  EXPECT_EQ(patch->at(0).value, "");
}

TEST(PatchText, that_is_no_patch_is_refused_with_the_reason) {
  EXPECT_EQ(refusal("{}"), "a JSON Patch is an array, not object");
  EXPECT_EQ(refusal("[1]"), "operation 0: it is number, not an object");
  EXPECT_EQ(refusal(R"([{"path": "/a"}])"), "operation 0: `op` is missing");
  EXPECT_EQ(refusal(R"([{"op": "Add", "path": "/a"}])"), "operation 0: \"Add\" is no operation");
  EXPECT_EQ(refusal(R"([{"op": "remove"}])"), "operation 0: `path` is missing");
  EXPECT_EQ(refusal(R"([{"op": "remove", "path": 1}])"),
            "operation 0: `path` is number, not a string");
  EXPECT_EQ(refusal(R"([{"op": "add", "path": ""}])"), "operation 0: `value` is missing");
  EXPECT_EQ(refusal(R"([{"op": "remove", "path": "/a"}, {"op": "move", "path": ""}])"),
            "operation 1: `from` is missing");
  EXPECT_EQ(refusal("["),
            "no readable JSON at byte 1: expected a value, found the end of the text");
}

TEST(Quote, escapes_what_json_demands_and_no_more) {
  EXPECT_EQ(quote("plain /é😀"), "\"plain /é😀\"");
  EXPECT_EQ(quote("\"\\\b\f\n\r\t"), R"("\"\\\b\f\n\r\t")");
  EXPECT_EQ(quote(std::string_view("\0\x1f\x7f", 3)), "\"\\u0000\\u001f\x7f\"");
  EXPECT_EQ(quote(""), "\"\"");
}

TEST(Quote, finds_the_odd_byte_wherever_it_stands) {
  // Texts are looked at eight bytes at a time, the last ones twice.
  for (std::size_t size = 0; size <= 26; ++size) {
    const std::string plain(size, '~');
    EXPECT_TRUE(is_plain(plain)) << size;
    for (std::size_t at = 0; at < size; ++at) {
      for (int c = 0; c < 256; ++c) {
        std::string text = plain;
        text[at] = static_cast<char>(c);
        const bool stands_for_itself = c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
        ASSERT_EQ(is_plain(text), stands_for_itself) << size << ' ' << at << ' ' << c;
        ASSERT_EQ(quote(text) == '"' + text + '"', stands_for_itself)
            << size << ' ' << at << ' ' << c;
      }
    }
  }
}

TEST(Quote, replaces_bytes_that_are_not_utf8) {
  EXPECT_EQ(quote("a\xFF\xC3"), "\"a\xEF\xBF\xBD\xEF\xBF\xBD\"");
  EXPECT_EQ(quote("\xED\xA0\x80"), "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
}

TEST(Quote, of_any_bytes_is_read_back) {
  for (int c = 0; c < 128; ++c) {
    const std::string text(1, static_cast<char>(c));
    const Parsed json(quote(text));
    EXPECT_EQ(json.root().string(), text) << c;
  }
}

}  // namespace
}  // namespace stacmlm::json
