// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/json/yaml.h"

#include "stacmlm/json/line_index.h"
#include "stacmlm/json/pointer.h"
#include "yaml_text.h"

namespace stacmlm::json {
namespace {

/// Places of the value at a pointer, as `line:column-column`.
std::string shown(const YamlDocument& yaml, YamlPlace place) {
  const base::SourceSpan span = LineIndex(yaml.text()).span(place.begin, place.end);
  return std::to_string(span.line) + ":" + std::to_string(span.column) + "-" +
         std::to_string(span.end_column);
}
std::string value_at(const YamlDocument& yaml, std::string_view pointer) {
  return shown(yaml, yaml.value_place(resolve(yaml.root(), pointer)));
}
std::string key_at(const YamlDocument& yaml, std::string_view pointer) {
  return shown(yaml, yaml.key_place(resolve(yaml.root(), pointer)));
}

TEST(Yaml, becomes_an_ordered_document) {
  EXPECT_EQ(json_of("b: 1\na:\n  - x\n  - {d: 1.50, c: [ ]}\n"),
            R"({"b": 1, "a": ["x", {"d": 1.50, "c": []}]})");
  EXPECT_EQ(json_of(R"({"type": "Feature", "list": [1, null]})"),
            R"({"type": "Feature", "list": [1, null]})");
  EXPECT_EQ(json_of("word"), "\"word\"");
  EXPECT_EQ(json_of("a: 1 # note\n...\n"), R"({"a": 1})");
  EXPECT_EQ(json_of("\xEF\xBB\xBF"
                    "a: 1"),
            R"({"a": 1})");
}

TEST(Yaml, reads_a_set_as_a_list) {
  EXPECT_EQ(json_of("tasks: !!set {segmentation, 'detection', 1}"),
            R"({"tasks": ["segmentation", "detection", 1]})");
  EXPECT_EQ(json_of("tasks: !!set\n  segmentation: null\n  ? detection\nnext: 1\n"),
            R"({"tasks": ["segmentation", "detection"], "next": 1})");
  EXPECT_EQ(json_of("[!!set {}, !!set , !!set {<<}]"), R"([[], [], ["<<"]])");
  EXPECT_EQ(json_of("!!set {a: 1}"), "10: a member of a set has a value");
  EXPECT_EQ(json_of("!!set [a]"), "0: the tag `!!set` is not read here");
}

TEST(Yaml, has_texts_as_keys) {
  EXPECT_EQ(json_of("1: a\n1.50: b\ntrue: c\n'': d\n\"null\": e"),
            R"({"1": "a", "1.50": "b", "true": "c", "": "d", "null": "e"})");
  EXPECT_EQ(json_of("[1, 2]: a"), "0: a key that is no text");
  EXPECT_EQ(json_of("{a: 1}: a"), "0: a key that is no text");
  EXPECT_EQ(json_of("~: a"), "0: a key that is no text");
  EXPECT_EQ(json_of("a: &k name\n*k : b"), R"({"a": "name", "name": "b"})");
  EXPECT_EQ(json_of("a: &k [1]\n*k : b"), "10: a key that is no text");
}

TEST(Yaml, keeps_and_notes_a_key_that_stands_twice) {
  YamlDocument yaml;
  ASSERT_FALSE(read_yaml("a: 1\nb: 2\n\"\\x61\": 3\n", yaml));
  EXPECT_EQ(yaml.document().text(), R"({"a": 1, "b": 2, "a": 3})");
  ASSERT_EQ(yaml.document().notes().size(), 1U);
  const Note& note = yaml.document().notes().front();
  EXPECT_EQ(note.kind, Note::Kind::kDuplicateKey);
  EXPECT_EQ(shown(yaml, yaml.key_place(yaml.document().value_at(note.node))), "3:1-6");
}

TEST(Yaml, resolves_aliases) {
  EXPECT_EQ(json_of("a: &x {b: [1]}\nc: *x\nd: [*x, *x]\n"),
            R"({"a": {"b": [1]}, "c": {"b": [1]}, "d": [{"b": [1]}, {"b": [1]}]})");
  EXPECT_EQ(json_of("a: &x 1\nb: &x 2\nc: *x\n"), R"({"a": 1, "b": 2, "c": 2})");
  EXPECT_EQ(json_of("a: &x\nb: *x\n"), R"({"a": null, "b": null})");
  EXPECT_EQ(json_of("a: *x"), "3: the referenced anchor is not defined");
  EXPECT_EQ(json_of("a: &x [1, *x]"), "10: an alias that stands in what it stands for");
  EXPECT_EQ(json_of("&x a: *x"), R"({"a": "a"})");
}

TEST(Yaml, resolves_merge_keys) {
  EXPECT_EQ(json_of("x: &x {a: 1, b: 2}\ny: {<<: *x, b: 3, c: 4}\n"),
            R"({"x": {"a": 1, "b": 2}, "y": {"a": 1, "b": 3, "c": 4}})");
  EXPECT_EQ(json_of("y: {c: 4, <<: [{a: 1, b: 2}, {b: 9, d: 5}], b: 3}\n"),
            R"({"y": {"c": 4, "a": 1, "d": 5, "b": 3}})");
  EXPECT_EQ(
      json_of(
          "- &a {k: 1}\n- &b {<<: *a, l: 2}\n- {<<: *b}\n- {<<: [*a, *b], !!merge <<: {m: 1}}\n"),
      R"([{"k": 1}, {"k": 1, "l": 2}, {"k": 1, "l": 2}, {"k": 1, "l": 2, "m": 1}])");
  EXPECT_EQ(json_of("{'<<': {a: 1}}"), R"({"<<": {"a": 1}})");
  EXPECT_EQ(json_of("{<<: 1}"), "5: `<<` takes an object or a list of objects");
  EXPECT_EQ(json_of("{<<: [1]}"), "6: `<<` takes an object or a list of objects");
  EXPECT_EQ(json_of("&a {<<: *a}"), "8: an alias that stands in what it stands for");
}

TEST(Yaml, knows_where_everything_stands) {
  YamlDocument yaml;
  ASSERT_FALSE(
      read_yaml("services:\n"
                "  one:   # note\n"
                "    \u00e9: &q 7\n"
                "    image: \"a:\\\"1\"\n"
                "    text: |\n"
                "      many\n"
                "    list: [ 'it''s', !!str plain word, *q ]\n"
                "    empty:\n"
                "    other: &o\n"
                "      k: v\n"
                "    again: *o\n",
                yaml));
  EXPECT_EQ(value_at(yaml, ""), "1:1-1");
  EXPECT_EQ(key_at(yaml, "/services"), "1:1-8");
  EXPECT_EQ(key_at(yaml, "/services/one"), "2:3-5");
  EXPECT_EQ(key_at(yaml, "/services/one/\u00e9"), "3:5-5");
  EXPECT_EQ(value_at(yaml, "/services/one/\u00e9"), "3:11-11");
  EXPECT_EQ(value_at(yaml, "/services/one/image"), "4:12-18");
  EXPECT_EQ(value_at(yaml, "/services/one/text"), "5:11-11");
  EXPECT_EQ(value_at(yaml, "/services/one/list"), "7:11-11");
  EXPECT_EQ(value_at(yaml, "/services/one/list/0"), "7:13-19");
  EXPECT_EQ(value_at(yaml, "/services/one/list/1"), "7:28-37");
  EXPECT_EQ(value_at(yaml, "/services/one/list/2"), "7:40-41");
  EXPECT_EQ(value_at(yaml, "/services/one/empty"), "8:5-9");
  EXPECT_EQ(value_at(yaml, "/services/one/again"), "11:12-13");
  EXPECT_EQ(value_at(yaml, "/services/one/again/k"), "10:10-10");
  EXPECT_EQ(key_at(yaml, "/services/one/again/k"), "10:7-7");
}

TEST(Yaml, counts_places_behind_a_byte_order_mark) {
  YamlDocument yaml;
  ASSERT_FALSE(
      read_yaml("\xEF\xBB\xBF"
                "a: bc\r\nd: e\r\n",
                yaml));
  EXPECT_EQ(value_at(yaml, "/a"), "1:4-5");
  EXPECT_EQ(value_at(yaml, "/d"), "2:4-4");
}

TEST(Yaml, says_where_it_is_wrong) {
  EXPECT_EQ(json_of(""), "0: an empty text is no document");
  EXPECT_EQ(json_of("# only a note\n"), "0: an empty text is no document");
  EXPECT_EQ(json_of("a: b: c"), "4: illegal map value");
  EXPECT_EQ(json_of("a: [1, 2\nb: 3"), "10: end of sequence flow not found");
  EXPECT_EQ(json_of("a: 1\n} "), "5: illegal flow end");
}

TEST(Yaml, is_one_document) {
  EXPECT_EQ(json_of("a: 1\n---\nb: 2\n"), "5: a second document in one text");
  EXPECT_EQ(json_of("a: 1\n...\nb: 2\n"), "9: a second document in one text");
  EXPECT_EQ(json_of("--- \n--- \n").substr(3), "a second document in one text");
  EXPECT_EQ(json_of("'a'\n% x\n"), "8: text behind the end of the document");
}

}  // namespace
}  // namespace stacmlm::json
