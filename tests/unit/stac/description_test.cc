// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/stac/description.h"

#include <string>
#include <vector>

#include "parsed.h"
#include "stacmlm/stac/field.h"

namespace stacmlm::stac {
namespace {

json::Shape any_value(int) { return json::any(); }

/// Keys of every size that is looked at in another way.
struct Sizes {
  json::Value source;
  Field<json::Value> one;
  Field<json::Value> eight;
  Field<json::Value> nine;
  Field<json::Value> sixteen;
  Field<json::Value> seventeen;
  Field<json::Value> thirty;

  static std::span<const Member<Sizes>> members() {
    static const Member<Sizes> kMembers[] = {
        member<&Sizes::one>("a", &any_value),
        member<&Sizes::eight>("12345678", &any_value),
        member<&Sizes::nine>("123456789", &any_value),
        member<&Sizes::sixteen>("1234567812345678", &any_value),
        member<&Sizes::seventeen>("12345678_12345678", &any_value),
        member<&Sizes::thirty>("abcdefgh-abcdefgh-abcdefgh-abc", &any_value),
    };
    return kMembers;
  }
};

struct Others {
  json::Value source;
  Field<json::Value> other;
  Field<json::Value> same;

  static std::span<const Member<Others>> members() {
    static const Member<Others> kMembers[] = {
        member<&Others::other>("other", &any_value),
        member<&Others::same>("same", &any_value),
        member<&Others::same>("eo:same", &any_value),
    };
    return kMembers;
  }
};

std::string raw(const Field<json::Value>& field) {
  return field.is_absent() ? "absent" : std::string(field.raw().raw());
}

/// The keys that no description names, in order.
template <class... Owners>
std::vector<std::string> read(const json::Parsed& json, Owners&... owners) {
  std::vector<std::string> unknown;
  read_together(
      json.root(), [&](json::Value member) { unknown.emplace_back(member.key()); }, owners...);
  return unknown;
}

TEST(ReadTogether, puts_each_member_where_its_description_says) {
  const json::Parsed json(R"({"abcdefgh-abcdefgh-abcdefgh-abc": 6, "12345678_12345678": 5,
      "1234567812345678": 4, "123456789": 3, "12345678": 2, "a": 1, "other": 7})");
  Sizes sizes;
  Others others;
  EXPECT_TRUE(read(json, sizes, others).empty());
  EXPECT_EQ(raw(sizes.one) + raw(sizes.eight) + raw(sizes.nine) + raw(sizes.sixteen) +
                raw(sizes.seventeen) + raw(sizes.thirty),
            "123456");
  EXPECT_EQ(raw(others.other), "7");
  EXPECT_EQ(raw(others.same), "absent");
  EXPECT_EQ(sizes.source, json.root());
  EXPECT_EQ(others.source, json.root());
}

TEST(ReadTogether, tells_members_that_no_description_names) {
  // Of equal hashes with known keys too: what differs is in the middle.
  const json::Parsed json(R"({"": 1, "b": 2, "12345679": 3, "12345678x12345678": 4,
      "abcdefgh-abcdefgX-abcdefgh-abc": 5, "123456781234567": 6, "a ": 7})");
  Sizes sizes;
  const std::vector<std::string> keys = {"",
                                         "b",
                                         "12345679",
                                         "12345678x12345678",
                                         "abcdefgh-abcdefgX-abcdefgh-abc",
                                         "123456781234567",
                                         "a "};
  EXPECT_EQ(read(json, sizes), keys);
  EXPECT_EQ(unknown_members(sizes).size(), keys.size());
}

TEST(ReadTogether, knows_keys_with_escapes) {
  const json::Parsed json(R"({"\u0061": 1, "123456\u00378": 2, "\u0062": 3})");
  Sizes sizes;
  EXPECT_EQ(read(json, sizes), std::vector<std::string>{"b"});
  EXPECT_EQ(raw(sizes.one), "1");
  EXPECT_EQ(raw(sizes.eight), "2");
}

TEST(ReadTogether, takes_the_last_of_several) {
  const json::Parsed json(R"({"eo:same": 1, "a": 2, "same": 3, "a": 4})");
  Sizes sizes;
  Others others;
  read(json, sizes, others);
  EXPECT_EQ(raw(sizes.one), "4");
  EXPECT_EQ(raw(others.same), "3");
}

TEST(ReadTogether, says_which_objects_have_members) {
  const auto have_members = [](std::string_view text) {
    const json::Parsed json(text);
    Sizes sizes;
    Others others;
    return read_together(
        json.root(), [](json::Value) {}, sizes, others);
  };
  EXPECT_EQ(have_members(R"({"x": 1})"), 0U);
  EXPECT_EQ(have_members(R"({"a": 1})"), 1U);
  EXPECT_EQ(have_members(R"({"same": 1})"), 2U);
  EXPECT_EQ(have_members(R"({"a": 1, "other": 1})"), 3U);
  EXPECT_EQ(have_members("[1]"), 0U);
}

TEST(MemberIndex, holds_more_keys_than_it_was_made_for) {
  std::vector<std::string> keys;
  std::string text = "{";
  for (int i = 0; i < 300; ++i) {
    keys.push_back("key-number-" + std::to_string(i));
    text += "\"" + keys.back() + "\": 0, \"no-" + keys.back() + "\": 0,";
  }
  const json::Parsed json(text + "\"end\": 0}");
  std::vector<Member<Others>> members;
  members.reserve(keys.size());
  for (const std::string& key : keys) members.push_back(member<&Others::other>(key, &any_value));
  MemberIndex index;
  index.add(std::span<const Member<Others>>(members), 0);
  std::size_t known = 0;
  for (const json::Value value : json.root().members()) {
    EXPECT_EQ(index.knows(value), value.key().starts_with("key-")) << value.key();
    known += index.knows(value) ? 1 : 0;
  }
  EXPECT_EQ(known, keys.size());
}

}  // namespace
}  // namespace stacmlm::stac
