// SPDX-License-Identifier: Apache-2.0
// How failures are told: rules, prose, names, unchecked parts and the limit.
#include "findings.h"
#include "stacmlm/json/shape_facts.h"

namespace stacmlm::json {
namespace {

TEST(ShapeTelling, a_rule_is_one_violation_for_all_facts) {
  const Shape shape = object().required({"a", "b"}).rule("X101");
  EXPECT_EQ(findings(shape, R"({"a": 1, "b": 1})"), "");
  EXPECT_EQ(findings(shape, "{}"), "rule @ [X101]");
  EXPECT_EQ(findings(array_of(shape), "[{}, 1]"), "rule @/0 [X101]; rule @/1 [X101]");
}

TEST(ShapeTelling, what_the_prose_allows_has_the_prose_rule) {
  const Shape shape = text().min_length(3).prose("X102", text());
  EXPECT_EQ(findings(shape, R"("abc")"), "");
  EXPECT_EQ(findings(shape, R"("a")"), "rule @ [X102]");
  EXPECT_EQ(findings(shape, "1"), "type @");
}

TEST(ShapeTelling, the_prose_goes_before_the_rule) {
  const Shape shape = text().min_length(3).rule("X101").prose("X102", text());
  EXPECT_EQ(findings(shape, R"("a")"), "rule @ [X102]");
  EXPECT_EQ(findings(shape, "1"), "rule @ [X101]");
}

TEST(ShapeTelling, a_violation_knows_the_shape_that_states_the_fact) {
  const Shape shape = object().member("a", text().called("a name"));
  const Parsed json(R"({"a": 1})");
  const auto found = violations(shape, json.root());
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.front().facts->name, "a name");
}

TEST(ShapeTelling, an_unchecked_part_is_noted_and_holds) {
  const Shape shape = object().member("p", unchecked("projjson"));
  EXPECT_EQ(findings(shape, R"({"p": 1})"), "unchecked @/p (projjson)");
  EXPECT_EQ(findings(shape, "{}"), "");
}

TEST(ShapeTelling, an_unchecked_part_is_noted_through_rules_and_alternatives) {
  EXPECT_EQ(findings(object().member("p", unchecked("projjson")).rule("X101"), R"({"p": 1})"),
            "unchecked @/p (projjson)");
  EXPECT_EQ(findings(any_of({object().member("p", unchecked("projjson")), text()}), R"({"p": 1})"),
            "unchecked @/p (projjson)");
}

TEST(ShapeTelling, the_limit_is_kept_by_every_fact) {
  const Parsed json(R"([{}, {}, {}, {}, {}, {}])");
  const Shape member = has({"a", "b", "c"});
  const Shape shapes[] = {array_of(member), array_of(Shape(member).prose("X102", text())),
                          array_of(any_of({member, text()})), array_of(Shape(member).rule("X101")),
                          array_of(all_of({member, member}))};
  for (const Shape& shape : shapes) {
    for (std::size_t limit = 0; limit < 6; ++limit) {
      EXPECT_EQ(violations(shape, json.root(), limit).size(), limit);
    }
  }
}

}  // namespace
}  // namespace stacmlm::json
