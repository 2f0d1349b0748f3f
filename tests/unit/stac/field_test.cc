// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/stac/field.h"

#include "parsed.h"

namespace stacmlm::stac {
namespace {

using json::Parsed;

template <class T>
FieldState state_of(std::string_view text) {
  const Parsed json(text);
  return Field<T>(json.root()).state();
}

TEST(Field, has_four_states) {
  EXPECT_EQ(Field<double>().state(), FieldState::kAbsent);
  EXPECT_EQ(state_of<double>("null"), FieldState::kNull);
  EXPECT_EQ(state_of<double>("1.5"), FieldState::kValue);
  EXPECT_EQ(state_of<double>(R"("1.5")"), FieldState::kMalformed);
}

TEST(Field, null_is_a_value_where_any_json_is) {
  EXPECT_EQ(state_of<json::Value>("null"), FieldState::kValue);
}

TEST(Field, an_integer_may_be_written_as_a_number) {
  EXPECT_EQ(state_of<std::int64_t>("-1"), FieldState::kValue);
  EXPECT_EQ(state_of<std::int64_t>("3.0"), FieldState::kValue);
  EXPECT_EQ(state_of<std::int64_t>("3.5"), FieldState::kMalformed);
  EXPECT_EQ(state_of<std::int64_t>("1e30"), FieldState::kMalformed);
  const Parsed json("3.0");
  EXPECT_EQ(Field<std::int64_t>(json.root()).value(), 3);
}

TEST(Field, a_malformed_value_keeps_its_text) {
  const Parsed json(R"({"id": 07e})");
  EXPECT_TRUE(json.fault.has_value());  // no JSON is no field
  const Parsed number(R"({"id": 1.50})");
  const Field<std::string_view> id(number.root().find("id"));
  EXPECT_EQ(id.state(), FieldState::kMalformed);
  EXPECT_EQ(id.raw().raw(), "1.50");
  EXPECT_EQ(id.value_or("none"), "none");
}

TEST(List, keeps_malformed_elements_in_their_places) {
  const Parsed json(R"(["a", 1, null, "b"])");
  const Strings list(json.root());
  ASSERT_EQ(list.size(), 4U);
  EXPECT_EQ(list[0].value(), "a");
  EXPECT_EQ(list[1].state(), FieldState::kMalformed);
  EXPECT_EQ(list[2].state(), FieldState::kNull);
  EXPECT_EQ(list[4].state(), FieldState::kAbsent);
  EXPECT_TRUE(contains(json.root(), "b"));
  EXPECT_FALSE(contains(json.root(), "1"));
}

}  // namespace
}  // namespace stacmlm::stac
