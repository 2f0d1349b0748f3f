// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "parsed.h"
#include "stacmlm/json/pointer.h"

namespace stacmlm::json {
namespace {

/// The notes as `kind@pointer[begin,end)`, parted by spaces.
std::string notes_of(const Parsed& json) {
  EXPECT_FALSE(json.fault.has_value());
  const char* const names[] = {"mark", "duplicate", "surrogate", "range"};
  std::string out;
  for (const Note& note : json.document.notes()) {
    if (!out.empty()) out += ' ';
    out += names[static_cast<int>(note.kind)];
    out += "@" + pointer_to(json.document.value_at(note.node)) + "[" + std::to_string(note.begin) +
           "," + std::to_string(note.end) + ")";
  }
  return out;
}

TEST(Notes, are_none_for_a_plain_text) { EXPECT_EQ(notes_of(Parsed(R"({"a": [1.5e3]})")), ""); }

TEST(Notes, tell_of_a_byte_order_mark_and_the_text_is_read) {
  const Parsed json("\xEF\xBB\xBF{\"a\": 1}");
  EXPECT_EQ(notes_of(json), "mark@[0,3)");
  EXPECT_EQ(json.root().node().begin, 3U);
  EXPECT_EQ(json.root().find("a").raw(), "1");
}

TEST(Notes, point_at_the_later_one_of_duplicate_keys) {
  const Parsed json(R"({"a": 1, "b": 2, "a": 3})");
  EXPECT_EQ(notes_of(json), "duplicate@/a[17,20)");
  EXPECT_EQ(json.root().size(), 2U);
  EXPECT_EQ(json.root().find("a").number(), 3);
  std::string keys;
  for (const Value member : json.root().members()) keys += member.key();
  EXPECT_EQ(keys, "ba");
}

TEST(Notes, tell_of_each_further_duplicate) {
  const Parsed json(R"({"a": 1, "a": 2, "a": 3})");
  EXPECT_EQ(notes_of(json), "duplicate@/a[9,12) duplicate@/a[17,20)");
  EXPECT_EQ(json.root().size(), 1U);
}

TEST(Notes, keys_are_duplicates_however_they_are_escaped) {
  EXPECT_EQ(notes_of(Parsed(R"({"a": 1, "\u0061": 2})")), "duplicate@/a[9,17)");
}

TEST(Notes, equal_keys_of_different_objects_are_no_duplicates) {
  EXPECT_EQ(notes_of(Parsed(R"({"a": {"a": {"a": 1}}, "b": {"a": 1}})")), "");
}

TEST(Notes, find_duplicates_among_many_members) {
  std::string text = "{";
  for (int i = 0; i < 5000; ++i) text += "\"k" + std::to_string(i) + "\": 0, ";
  const Parsed json(text + "\"k17\": 1}");
  ASSERT_EQ(json.document.notes().size(), 1U);
  EXPECT_EQ(json.root().size(), 5000U);
  EXPECT_EQ(json.root().find("k17").number(), 1);
}

TEST(Notes, find_duplicates_inside_a_shadowed_value) {
  EXPECT_EQ(notes_of(Parsed(R"({"a": {"b": 1, "b": 2}, "a": 3})")),
            "duplicate@/a/b[15,18) duplicate@/a[24,27)");
}

TEST(Notes, a_lone_surrogate_becomes_the_replacement_character) {
  const Parsed json(R"(["x\ud800y", "\udc00", "\ud800\ud800", "\ud800\n"])");
  EXPECT_EQ(notes_of(json),
            "surrogate@/0[3,9) surrogate@/1[14,20) surrogate@/2[24,30) surrogate@/3[40,46)");
  EXPECT_EQ(json.root().at(0).string(), "x\xEF\xBF\xBDy");
  EXPECT_EQ(json.root().at(2).string(), "\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(json.root().at(3).string(), "\xEF\xBF\xBD\n");
}

TEST(Notes, a_lone_surrogate_in_a_key_is_noted_at_its_member) {
  const Parsed json(R"({"\ude00": 1})");
  EXPECT_EQ(notes_of(json), "surrogate@/\xEF\xBF\xBD[2,8)");
}

TEST(Notes, surrogate_pairs_are_fine) {
  const Parsed json(R"(["\ud800\udc00", "\uDBFF\uDFFF"])");
  EXPECT_EQ(notes_of(json), "");
  EXPECT_EQ(json.root().at(0).string(), "\U00010000");
  EXPECT_EQ(json.root().at(1).string(), "\U0010FFFF");
}

TEST(Notes, tell_of_numbers_outside_double) {
  EXPECT_EQ(notes_of(Parsed("[1e308, 1e309, -1e400, 1e-400, 0e999]")),
            "range@/1[8,13) range@/2[15,21)");
}

TEST(Notes, tell_of_integers_with_too_many_digits) {
  const std::string digits(400, '9');
  EXPECT_EQ(notes_of(Parsed(digits)), "range@[0,400)");
  EXPECT_EQ(notes_of(Parsed(std::string(300, '9'))), "");
}

}  // namespace
}  // namespace stacmlm::json
