// SPDX-License-Identifier: Apache-2.0
// What each fact of a Shape becomes in JSON Schema.
#include "author/schema/shape_schema.h"

#include <gtest/gtest.h>

#include <string>

#include "author/schema/definitions.h"

namespace stacmlm::author {
namespace {

using namespace json;
using rules::Profile;

constexpr Pattern kLowerCase{"^[a-z]+$", "lower-case letters",
                             [](std::string_view) { return true; }};

struct Written {
  std::string schema;
  std::string definitions;
};

Written written(const Shape& shape, const SchemaOptions& options = {}, bool all_called = false) {
  SchemaGraph graph;
  const SchemaId root = ShapeSchema(graph, options).add(shape, "root");
  const Definitions definitions(graph, {{root, ""}}, {"#/$defs/", all_called});
  return {definitions.text_of(root), definitions.definitions()};
}

std::string schema(const Shape& shape, const SchemaOptions& options = {}) {
  return written(shape, options).schema;
}

TEST(ShapeSchema, TypesAndValues) {
  EXPECT_EQ(schema(any()), "true");
  EXPECT_EQ(schema(nothing()), "false");
  EXPECT_EQ(schema(integer().minimum(0).exclusive_maximum(1.5)),
            R"({"type":"integer","minimum":0,"exclusiveMaximum":1.5})");
  EXPECT_EQ(schema(nullable(text().min_length(1).max_length(9))),
            R"({"type":["string","null"],"minLength":1,"maxLength":9})");
  EXPECT_EQ(schema(text().pattern(kLowerCase)), R"({"type":"string","pattern":"^[a-z]+$"})");
}

TEST(ShapeSchema, WordsAreAnEnumerationOfStrings) {
  EXPECT_EQ(schema(word("a\"b")), R"({"const":"a\"b"})");
  EXPECT_EQ(schema(words({"a", "b"})), R"({"enum":["a","b"]})");
  EXPECT_EQ(schema(nullable(words({"a", "b"}))), R"({"enum":["a","b",null]})");
  // A fact about strings says nothing about numbers.
  const Shape words_or_number = all_of({any_of({words({"a"}), number()})});
  EXPECT_EQ(schema(words_or_number), R"({"anyOf":[{"const":"a"},{"type":"number"}]})");
}

TEST(ShapeSchema, Arrays) {
  EXPECT_EQ(
      schema(array_of(number()).min_items(2).max_items(3).unique_items()),
      R"({"type":"array","minItems":2,"maxItems":3,"uniqueItems":true,"items":{"type":"number"}})");
  EXPECT_EQ(schema(array().contains(word("a")).contains(word("b"))),
            R"({"type":"array","contains":{"const":"a"},"allOf":[{"contains":{"const":"b"}}]})");
}

TEST(ShapeSchema, Members) {
  EXPECT_EQ(schema(object().member("a", text(), kRequired).member("b", number()).closed()),
            R"({"type":"object","required":["a"],"properties":{"a":{"type":"string"},)"
            R"("b":{"type":"number"}},"additionalProperties":false})");
  EXPECT_EQ(schema(has({"a"})), R"({"required":["a"]})");
  EXPECT_EQ(schema(map_of(text()).min_members(1)),
            R"({"type":"object","minProperties":1,"additionalProperties":{"type":"string"}})");
  EXPECT_EQ(
      schema(object().keys_matching(kLowerCase, any()).closed()),
      R"({"type":"object","patternProperties":{"^[a-z]+$":true},"additionalProperties":false})");
}

TEST(ShapeSchema, APrefixIsClosed) {
  EXPECT_EQ(schema(Shape().member("a:b", text()).closed_prefix("a:").closed_prefix("c.")),
            R"json({"properties":{"a:b":{"type":"string"}},)json"
            R"json("patternProperties":{"^(?!a:|c\\.)":true},"additionalProperties":false})json");
  EXPECT_EQ(schema(Shape().member("a:b", text()).others(number()).closed_prefix("a:")),
            R"json({"properties":{"a:b":{"type":"string"}},)json"
            R"json("additionalProperties":{"type":"number"},)json"
            R"json("propertyNames":{"anyOf":[{"enum":["a:b"]},{"pattern":"^(?!a:)"}]}})json");
}

TEST(ShapeSchema, DependenciesHaveTheKeywordOfTheDialect) {
  const Shape shape = Shape().depends("a", {"b"}).depends("b", {"a"});
  EXPECT_EQ(schema(shape), R"({"dependencies":{"a":["b"],"b":["a"]}})");
  EXPECT_EQ(schema(shape, {Profile::kDocumented, Dialect::k2020_12}),
            R"({"dependentRequired":{"a":["b"],"b":["a"]}})");
}

TEST(ShapeSchema, CombinationsStandBesideEachOtherWhereThatMeansTheSame) {
  EXPECT_EQ(schema(text().none_of(word("a"))), R"({"type":"string","not":{"const":"a"}})");
  EXPECT_EQ(schema(Shape().none_of(word("a")).none_of(word("b"))),
            R"({"not":{"const":"a"},"allOf":[{"not":{"const":"b"}}]})");
  EXPECT_EQ(schema(array().one_of({Shape().min_items(4), Shape().max_items(2)})),
            R"({"type":"array","oneOf":[{"minItems":4},{"maxItems":2}]})");
  EXPECT_EQ(
      schema(object().when(has({"a"}), has({"b"}), has({"c"}))),
      R"({"type":"object","if":{"required":["a"]},"then":{"required":["b"]},"else":{"required":["c"]}})");
  // Other members are those that the same schema does not name.
  EXPECT_EQ(
      schema(all_of({Shape().others(text()), if_member("a", number())})),
      R"({"additionalProperties":{"type":"string"},"allOf":[{"properties":{"a":{"type":"number"}}}]})");
}

TEST(ShapeSchema, AMemberThatTellsTheCasesApart) {
  EXPECT_EQ(schema(Shape().by_member("type", {{"x", has({"a"})}, {"y", any()}})),
            R"({"type":"object","required":["type"],"properties":{"type":{"enum":["x","y"]}},)"
            R"("allOf":[{"if":{"properties":{"type":{"const":"x"}}},"then":{"required":["a"]}}]})");
}

TEST(ShapeSchema, NamesBecomeTitles) {
  EXPECT_EQ(schema(object().called("an asset")), R"({"title":"asset","type":"object"})");
  EXPECT_EQ(schema(word("https://example.com").called("https://example.com")),
            R"({"const":"https://example.com"})");
}

TEST(ShapeSchema, WhatIsNotLookedAtIsSaid) {
  EXPECT_EQ(schema(unchecked("projjson")), R"({"$comment":"projjson is not looked at"})");
}

TEST(ShapeSchema, ProseWidensOnlyWhereItIsNoError) {
  const Shape shape = text().min_length(1).prose("MLM109", null());
  EXPECT_EQ(schema(shape, {Profile::kPublished}), R"({"type":"string","minLength":1})");
  EXPECT_EQ(schema(shape, {Profile::kDocumented}),
            R"({"$comment":"MLM109: the schema does not allow null, the documentation does",)"
            R"("anyOf":[{"type":"string","minLength":1},{"type":"null"}]})");
}

TEST(ShapeSchema, ConditionsAskForTheFactsAlone) {
  const Shape shape = when(text().prose("MLM109", null()), has({"a"}));
  EXPECT_EQ(schema(shape), R"({"if":{"type":"string"},"then":{"required":["a"]}})");
}

TEST(ShapeSchema, RulesAreNamedAndThoseThatAreNoErrorsAreNotAsserted) {
  EXPECT_EQ(schema(has({"a"}).rule("MLM501")),
            R"({"$comment":"MLM501: no asset is the model","required":["a"]})");
  EXPECT_EQ(
      schema(has({"a"}).rule("MLM701"), {Profile::kDocumented}),
      R"({"$comment":"MLM701: the schema allows no lists as summaries, STAC and the documentation do"})");
}

const Shape& tree() {
  static const Shape shape = object().member("children", array_of(refer("a tree", &tree)));
  return shape;
}

TEST(ShapeSchema, AShapeThatRefersToItselfIsADefinition) {
  const Written found = written(refer("a tree", &tree));
  EXPECT_EQ(found.schema, R"({"$ref":"#/$defs/Tree"})");
  EXPECT_EQ(found.definitions,
            R"({"Tree":{"type":"object","properties":{"children":{"type":"array",)"
            R"("items":{"$ref":"#/$defs/Tree"}}}}})");
}

TEST(ShapeSchema, WhatIsUsedTwiceIsADefinitionIfThatIsShorter) {
  const Shape small = text().min_length(1);
  EXPECT_EQ(written(object().member("a", small).member("b", small)).definitions, "{}");
  const Shape large = words({"some long word", "another long word", "a third long word",
                             "a fourth long word", "a fifth long word"});
  const Written found = written(object().member("the:words", large).member("b", large));
  EXPECT_EQ(found.schema,
            R"({"type":"object","properties":{"the:words":{"$ref":"#/$defs/TheWords"},)"
            R"("b":{"$ref":"#/$defs/TheWords"}}})");
}

TEST(ShapeSchema, EqualShapesAreOneDefinitionAndOthersOfTheSameNameAreNumbered) {
  const auto link = [](std::string_view key) {
    return object().member(key, text()).called("a link");
  };
  const Written found = written(array_of(any_of({link("a"), link("b"), link("a")})), {}, true);
  EXPECT_EQ(found.schema,
            R"({"type":"array","items":{"anyOf":[{"$ref":"#/$defs/Link"},{"$ref":"#/$defs/Link2"},)"
            R"({"$ref":"#/$defs/Link"}]}})");
}

}  // namespace
}  // namespace stacmlm::author
