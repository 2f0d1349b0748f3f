// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/json/pointer.h"

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <vector>

#include "parsed.h"

namespace stacmlm::json {
namespace {

// The example document of RFC 6901 has these keys.
constexpr std::string_view kKeys =
    R"({"foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\j": 5,
        "k\"l": 6, " ": 7, "m~n": 8, "~1": 9})";

std::string at(std::string_view text, std::string_view pointer) {
  const Parsed json(text);
  const Value value = resolve(json.root(), pointer);
  return value.exists() ? std::string(value.raw()) : "nothing";
}

TEST(Pointer, leads_to_every_kind_of_key) {
  EXPECT_EQ(at(kKeys, "/foo"), R"(["bar", "baz"])");
  EXPECT_EQ(at(kKeys, "/foo/0"), R"("bar")");
  EXPECT_EQ(at(kKeys, "/"), "0");
  EXPECT_EQ(at(kKeys, "/a~1b"), "1");
  EXPECT_EQ(at(kKeys, "/c%d"), "2");
  EXPECT_EQ(at(kKeys, "/e^f"), "3");
  EXPECT_EQ(at(kKeys, "/g|h"), "4");
  EXPECT_EQ(at(kKeys, "/i\\j"), "5");
  EXPECT_EQ(at(kKeys, "/k\"l"), "6");
  EXPECT_EQ(at(kKeys, "/ "), "7");
  EXPECT_EQ(at(kKeys, "/m~0n"), "8");
  EXPECT_EQ(at(kKeys, "/~01"), "9");
}

TEST(Pointer, of_no_tokens_is_the_root) { EXPECT_EQ(at("[1]", ""), "[1]"); }

TEST(Pointer, array_indices_have_one_spelling) {
  EXPECT_EQ(at("[5, 6]", "/1"), "6");
  EXPECT_EQ(at("[5, 6]", "/01"), "nothing");
  EXPECT_EQ(at("[5, 6]", "/+1"), "nothing");
  EXPECT_EQ(at("[5, 6]", "/-1"), "nothing");
  EXPECT_EQ(at("[5, 6]", "/1 "), "nothing");
  EXPECT_EQ(at("[5, 6]", "/"), "nothing");
  EXPECT_EQ(at("[5, 6]", "/2"), "nothing");
  EXPECT_EQ(at("[5, 6]", "/99999999999999999999999"), "nothing");
  EXPECT_EQ(at("[5, 6]", "/-"), "nothing");
}

TEST(Pointer, digits_and_a_hyphen_are_plain_keys_in_objects) {
  EXPECT_EQ(at(R"({"0": 1, "-": 2, "01": 3})", "/0"), "1");
  EXPECT_EQ(at(R"({"0": 1, "-": 2, "01": 3})", "/-"), "2");
  EXPECT_EQ(at(R"({"0": 1, "-": 2, "01": 3})", "/01"), "3");
}

TEST(Pointer, that_is_none_leads_to_nothing) {
  EXPECT_EQ(at(kKeys, "foo"), "nothing");
  EXPECT_EQ(at(kKeys, "/m~n"), "nothing");
  EXPECT_EQ(at(kKeys, "/m~2n"), "nothing");
  EXPECT_EQ(at(kKeys, "/~"), "nothing");
  EXPECT_EQ(at(kKeys, "#/foo"), "nothing");
}

TEST(Pointer, through_a_scalar_leads_to_nothing) {
  EXPECT_EQ(at(kKeys, "/foo/0/0"), "nothing");
  EXPECT_EQ(at(kKeys, "/foo/0/"), "nothing");
}

TEST(Pointer, of_every_value_leads_back_to_it) {
  const Parsed json(kKeys);
  const Value root = json.root();
  for (std::uint32_t i = 0; i < json.document.node_count(); ++i) {
    const Value value = json.document.value_at(i);
    EXPECT_EQ(resolve(root, pointer_to(value)), value) << pointer_to(value);
  }
}

TEST(Pointer, of_the_root_is_empty) {
  const Parsed json("[]");
  EXPECT_EQ(pointer_to(json.root()), "");
}

TEST(Pointer, of_nested_values_names_each_step) {
  const Parsed json(R"({"a": [[], {"b/c": [0, {"~": null}]}]})");
  EXPECT_EQ(pointer_to(json.root().find("a").at(1).find("b/c").at(1).find("~")), "/a/1/b~1c/1/~0");
}

TEST(Pointer, of_a_shadowed_value_names_its_key) {
  const Parsed json(R"({"a": {"b": [1, 2]}, "a": 3})");
  EXPECT_EQ(pointer_to(json.document.value_at(1)), "/a");
  EXPECT_EQ(pointer_to(json.document.value_at(4)), "/a/b/1");
}

TEST(Pointer, of_values_in_a_large_container_goes_through_it_once) {
  // Counting up to each of half a million places would not end.
  constexpr std::uint32_t kPairs = 500000;
  std::string text = R"({"a": [], "b": {)";
  for (std::uint32_t i = 0; i < kPairs; ++i) text += R"("k": [0, {"x": 1}], )";
  const Parsed json(text + R"("k/": []}})");
  const auto value_of_pair = [](std::uint32_t pair) { return 3 + 4 * pair; };
  EXPECT_EQ(pointer_to(json.document.value_at(1)), "/a");
  EXPECT_EQ(pointer_to(json.document.value_at(value_of_pair(kPairs))), "/b/k~1");
  for (std::uint32_t i = 0; i < kPairs; ++i) {
    ASSERT_EQ(pointer_to(json.document.value_at(value_of_pair(i) + 3)), "/b/k/1/x");
  }
  std::string list = "[";
  for (std::uint32_t i = 0; i < kPairs; ++i) list += "[0], ";
  const Parsed elements(list + "[]]");
  for (std::uint32_t i = 0; i < kPairs; ++i) {
    const std::uint32_t place = i % 2 == 0 ? i : kPairs - i;
    ASSERT_EQ(pointer_to(elements.document.value_at(2 + 2 * place)), fmt::format("/{}/0", place));
  }
}

/// The values of the document in an order that goes forwards and backwards.
std::vector<std::uint32_t> to_and_fro(std::size_t count) {
  std::vector<std::uint32_t> order;
  for (std::uint32_t i = 0; i < count; ++i)
    order.push_back(i * 7 % static_cast<std::uint32_t>(count));
  return order;
}

TEST(PointerWriter, writes_the_pointer_of_every_value_in_any_order) {
  const Parsed json(R"({"a": [[], {"b/c": [0, {"~": null}]}, 1], "": {"d": {}, "e": [[[2]], 3]},
                        "f": 4, "f": [5, {"g": 6}], "h": 7})");
  ASSERT_TRUE(json.root().exists());
  const std::size_t count = json.document.node_count();
  ASSERT_NE(count % 7, 0U);
  PointerWriter in_order;
  for (std::uint32_t i = 0; i < count; ++i) {
    const Value value = json.document.value_at(i);
    EXPECT_EQ(in_order.write(value), pointer_to(value));
    EXPECT_EQ(in_order.write(value), pointer_to(value));  // the same again
  }
  PointerWriter in_disorder;
  for (const std::uint32_t i : to_and_fro(count)) {
    const Value value = json.document.value_at(i);
    EXPECT_EQ(in_disorder.write(value), pointer_to(value));
  }
}

TEST(PointerWriter, takes_one_walk_for_many_values) {
  // Going over the siblings before each of a million elements would not end.
  std::string text = "[";
  for (int i = 0; i < 1000000; ++i) text += "0,";
  const Parsed json(text + "0]");
  PointerWriter pointers;
  for (std::uint32_t i = 1; i <= 1000000; ++i) {
    ASSERT_EQ(pointers.write(json.document.value_at(i)), "/" + std::to_string(i - 1));
  }
}

TEST(PointerWriter, goes_to_and_fro_in_a_large_container) {
  constexpr std::uint32_t kElements = 500000;
  std::string text = "[";
  for (std::uint32_t i = 0; i < kElements; ++i) text += "[0],";
  const Parsed json(text + "[0]]");
  PointerWriter pointers;
  for (std::uint32_t i = 0; i < kElements; ++i) {
    const std::uint32_t place = i % 2 == 0 ? i : kElements - i;
    ASSERT_EQ(pointers.write(json.document.value_at(2 + 2 * place)), fmt::format("/{}/0", place));
  }
}

TEST(Pointer, tokens_escape_tilde_and_slash) {
  EXPECT_EQ(escape_token("a/b~c~1"), "a~1b~0c~01");
  EXPECT_EQ(escape_token(""), "");
}

}  // namespace
}  // namespace stacmlm::json
