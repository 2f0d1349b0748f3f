// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/rules/user_schemas.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "stacmlm/json/text.h"

namespace stacmlm::rules {
namespace {

constexpr std::string_view kUrl = "https://example.org/forest/v1.0.0/schema.json";

/// A network of a few pages.
class Pages final : public base::Fetcher {
 public:
  explicit Pages(std::map<std::string, std::string> pages) : pages_(std::move(pages)) {}
  base::Result<std::string> fetch(std::string_view url, std::size_t limit) override {
    ++asked[std::string(url)];
    const auto found = pages_.find(std::string(url));
    if (found == pages_.end()) {
      return base::fail(base::ErrorKind::kUnsupported, "host not allowed");
    }
    if (found->second.size() > limit) {
      return base::fail(base::ErrorKind::kLimitExceeded, "too large");
    }
    return found->second;
  }
  std::map<std::string, int> asked;

 private:
  std::map<std::string, std::string> pages_;
};

std::string told(const base::Result<std::optional<std::vector<UserSchemas::Fault>>>& faults) {
  if (!faults) return "Error: " + faults.error().message;
  if (!*faults) return "nothing at hand";
  std::string text;
  for (const UserSchemas::Fault& fault : **faults) {
    if (!text.empty()) text += "; ";
    text += (fault.is_error ? "" : "info ") + fault.pointer + ": " + fault.message;
  }
  return text;
}

/// What the schema at kUrl, among other pages, says of the object.
std::string judged(std::string schema, std::string_view object,
                   std::map<std::string, std::string> others = {}) {
  others.emplace(kUrl, std::move(schema));
  Pages pages(std::move(others));
  const auto schemas = make_user_schemas({"", &pages});
  return told((*schemas)->judge(kUrl, object));
}

std::string many(std::size_t count, std::string_view text) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += text;
  return all;
}

TEST(UserSchemas, TellsWhereAndWhat) {
  EXPECT_EQ(judged(R"({"required": ["a"], "properties": {"b/c": {"items": {"type": "string"}}}})",
                   R"({"b/c": ["x", 1]})"),
            "/b~1c/1: another JSON type than the schema demands; : missing required property `a`");
  EXPECT_EQ(judged(R"({"properties": {"a": false}})", R"({"a": 1})"), "/a: the schema forbids it");
  EXPECT_EQ(judged(R"({"type": "object"})", "{}"), "");
}

TEST(UserSchemas, NothingAtHandIsNoError) {
  const auto schemas = make_user_schemas({});
  EXPECT_EQ(told((*schemas)->judge(kUrl, "{}")), "nothing at hand");
}

TEST(UserSchemas, WantsAFolderThatIsThere) {
  EXPECT_FALSE(make_user_schemas({"no/such/folder"}).has_value());
}

TEST(UserSchemas, AsksForASchemaOnce) {
  Pages pages({{std::string(kUrl), R"({"required": ["a"]})"}});
  const auto schemas = make_user_schemas({"", &pages});
  constexpr int kThreads = 4;
  std::vector<std::thread> threads;
  threads.reserve(kThreads);
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < 50; ++j) {
        EXPECT_EQ(told((*schemas)->judge(kUrl, "{}")), ": missing required property `a`");
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(pages.asked[std::string(kUrl)], 1);
}

TEST(UserSchemas, RefusesWhatIsNoSafeUrl) {
  const auto schemas = make_user_schemas({STACMLM_TEST_SCHEMAS});
  for (const std::string_view uri :
       {"https://example.org/../../etc/passwd", "https://../etc/passwd", "file:///etc/passwd",
        "https://example.org/a/%2e%2e/b", "https://example.org/a\\..\\b", "/etc/passwd", "",
        "https://example.org/a?b", "https://user@example.org/a", "ftp://example.org/a"}) {
    const auto faults = (*schemas)->judge(uri, "{}");
    EXPECT_FALSE(faults.has_value()) << uri;
  }
  const auto unsafe = judged(R"({"$ref": "../../../../../etc/passwd"})", "{}");
  EXPECT_NE(unsafe.find("leads out of its host"), std::string::npos) << unsafe;
}

TEST(UserSchemas, ReadsAFolder) {
  const auto schemas = make_user_schemas({STACMLM_TEST_SCHEMAS});
  ASSERT_TRUE(schemas.has_value());
  EXPECT_EQ(told((*schemas)->judge(kUrl, R"({"forest:trees": -1})")),
            "/forest:trees: expected number greater than or equal to 0.000000");
  EXPECT_EQ(told((*schemas)->judge("https://example.org/other/schema.json", "{}")),
            "nothing at hand");
}

TEST(References, AreResolvedByTheUrlOfTheirFile) {
  EXPECT_EQ(judged(R"({"$id": "https://elsewhere.org/x", "properties": {
                       "a": {"$ref": "parts.json#/definitions/a~1b"},
                       "b": {"$ref": "/top.json"},
                       "c": {"$ref": "../v2/c.json#"}}})",
                   R"({"a": 1, "b": 1, "c": 1})",
                   {{"https://example.org/forest/v1.0.0/parts.json",
                     R"({"definitions": {"a/b": {"$ref": "#/definitions/c"}, "c": {"const": 2}}})"},
                    {"https://example.org/top.json", R"({"const": 2})"},
                    {"https://example.org/forest/v2/c.json", R"({"const": 2})"}}),
            "/a: not the value that the schema demands; /b: not the value that the schema demands; "
            "/c: not the value that the schema demands");
}

TEST(References, ThatCannotBeHadAreNamed) {
  EXPECT_EQ(judged(R"({"$ref": "https://else.org/a.json"})", "{}"),
            "Error: schema https://example.org/forest/v1.0.0/schema.json: it refers to "
            "https://else.org/a.json, which is not at hand");
  EXPECT_EQ(judged(R"({"$ref": "#/definitions/a"})", "{}"),
            "Error: schema https://example.org/forest/v1.0.0/schema.json: its `$ref` "
            "`#/definitions/a` leads nowhere");
}

TEST(References, ToTheSchemaOfSchemasNeedNoFile) {
  const std::string schema =
      R"({"properties": {"s": {"$ref": "http://json-schema.org/draft-07/schema#"}}})";
  EXPECT_EQ(judged(schema, R"({"s": {"type": "string"}})"), "");
  EXPECT_EQ(judged(schema, R"({"s": 1})"), "/s: another JSON type than the schema demands");
}

TEST(References, MayLeadInCirclesThroughPartsOfTheValue) {
  const std::string tree = R"({"type": "object", "properties": {"child": {"$ref": "#"}}})";
  EXPECT_EQ(judged(tree, R"({"child": {"child": {}}})"), "");
  EXPECT_EQ(judged(tree, R"({"child": {"child": 1}})"),
            "/child/child: another JSON type than the schema demands");
}

TEST(References, ThatAskTheSameWithoutEndAreErrors) {
  for (const std::string_view schema :
       {R"({"$ref": "#"})", R"({"allOf": [{"$ref": "#"}]})", R"({"not": {"$ref": "#"}})",
        R"({"$ref": "#/a", "a": {"$ref": "#/b"}, "b": {"$ref": "#/a"}})",
        R"({"anyOf": [{"if": true, "then": {"$ref": "#"}}]})"}) {
    EXPECT_EQ(judged(std::string(schema), "{}").substr(0, 6), "Error:") << schema;
  }
}

TEST(References, NamedLikePathsAreKeptApart) {
  EXPECT_EQ(judged(R"({"properties": {"a": {"properties": {"b": {"type": "string"}}},
                       "a/properties/b": {"type": "number"}}})",
                   R"({"a": {"b": "x"}, "a/properties/b": 1})"),
            "");
}

TEST(References, HaveCommentsBesideThem) {
  EXPECT_EQ(judged(R"({"properties": {"$comment": "x", "a": {"$ref": "#", "type": "string"}}})",
                   R"({"a": {}})"),
            "");
}

TEST(Values, OneAndOnePointZeroAreTheSame) {
  EXPECT_EQ(judged(R"({"properties": {"a": {"type": "integer", "enum": [1.0]}}})", R"({"a": 1})"),
            "");
  EXPECT_EQ(judged(R"({"properties": {"a": {"type": "integer", "const": 1}}})", R"({"a": 1.0})"),
            "");
  EXPECT_NE(judged(R"({"properties": {"a": {"type": "integer"}}})", R"({"a": 1.5})"), "");
}

TEST(Values, OfKeysThatStandTwiceTheLastCounts) {
  const std::string schema = R"({"properties": {"a": {"type": "string"}}})";
  EXPECT_EQ(judged(schema, R"({"a": 1, "a": "x"})"), "");
  EXPECT_NE(judged(schema, R"({"a": "x", "a": 1})"), "");
  EXPECT_EQ(judged(R"({"type": "array", "type": "object"})", "{}"), "");
}

TEST(Values, FormatIsNotAsserted) {
  EXPECT_EQ(judged(R"({"properties": {"a": {"format": "date-time"}}})", R"({"a": "x"})"), "");
}

TEST(Values, ElementsAreCompared) {
  const std::string schema = R"({"properties": {"a": {"uniqueItems": true}}})";
  EXPECT_EQ(judged(schema, R"({"a": [1, "1", [1], {"x": 1}, null, true]})"), "");
  EXPECT_EQ(judged(schema, R"({"a": [{"x": 1, "y": 2}, {"y": 2.0, "x": 1}]})"),
            "/a: two elements are the same");
}

TEST(Members, ArePickedByPatterns) {
  const std::string schema =
      R"json({"properties": {"id": {}},
              "patternProperties": {"^(?!forest:)": {}, "^forest:n_": {"type": "integer"}},
              "additionalProperties": false})json";
  EXPECT_EQ(judged(schema, R"({"id": 1, "other": 2, "forest:n_trees": 3})"), "");
  EXPECT_EQ(judged(schema, R"({"forest:x": 1, "forest:n_a": "b"})"),
            "/forest:x: a member that the schema does not know; "
            "/forest:n_a: another JSON type than the schema demands");
}

TEST(Patterns, CountCodePoints) {
  const std::string schema = R"({"properties": {"a": {"pattern": "^.{3}$"}}})";
  EXPECT_EQ(judged(schema, "{\"a\": \"\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80\"}"), "");
  EXPECT_EQ(judged(schema, R"({"a": "abcd"})"), "/a: does not match the pattern `^.{3}$`");
}

TEST(Patterns, AreFoundAnywhere) {
  const std::string schema = R"json({"properties": {"a": {"pattern": "b(?=c)"}}})json";
  EXPECT_EQ(judged(schema, R"({"a": "xxbcxx\nx"})"), "");
  EXPECT_NE(judged(schema, R"({"a": "xxbxx"})"), "");
}

TEST(Patterns, ThatAreWrongAreErrors) {
  EXPECT_EQ(judged(R"({"pattern": "a)(b"})", "{}"),
            "Error: schema https://example.org/forest/v1.0.0/schema.json: the pattern `a)(b` is "
            "wrong");
}

TEST(Patterns, AreNotCheckedOnLongTexts) {
  const std::string schema = R"({"properties": {"a": {"pattern": "^x*$"}}})";
  EXPECT_EQ(judged(schema, R"({"a": ")" + many(1'000'000, "y") + "\"}"),
            "info /a: pattern `^x*$` not checked");
  EXPECT_NE(judged(schema, R"({"a": ")" + many(4096, "y") + "\"}").find("does not match"),
            std::string::npos);
  EXPECT_EQ(judged(R"({"properties": {"a": {"not": {"pattern": "^x*$"}}}})",
                   R"({"a": ")" + many(5000, "y") + "\"}"),
            "info /a: pattern `^x*$` not checked");
}

TEST(Patterns, ThatAreNotKnownHereAreNotChecked) {
  EXPECT_EQ(judged(R"({"properties": {"a": {"pattern": "^\\p{L}+$"}}})", R"({"a": "1"})"),
            "info /a: pattern `^\\p{L}+$` not checked");
}

TEST(Patterns, ThatBacktrackEndSoon) {
  EXPECT_NE(judged(R"({"properties": {"a": {"pattern": "^(a+)+$"}}})",
                   R"({"a": ")" + many(200, "a") + "b\"}")
                .find("does not match"),
            std::string::npos);
}

TEST(HostileSchemas, AreErrors) {
  for (const std::string& schema :
       {std::string("[]"), std::string("{"), std::string(R"({"multipleOf": 0})"),
        std::string(R"({"maxItems": -1})"), std::string(R"({"type": "any"})"),
        std::string(R"({"$schema": "https://json-schema.org/draft/2020-12/schema"})"),
        std::string(R"({"properties": {"a\u0000b": {}}})"), std::string(R"({"allOf": {}})"),
        many(1000, R"({"not":)") + "{}" + many(1000, "}"),
        R"({"a": ")" + many(5 << 20, "x") + "\"}"}) {
    EXPECT_EQ(judged(schema, "{}").substr(0, 6), "Error:") << schema.substr(0, 80);
  }
}

TEST(HostileSchemas, ThatReferInAChainAreErrors) {
  std::string schema = R"({"properties": {"a": {"$ref": "#/definitions/0"}}, "definitions": {)";
  for (int i = 0; i < 3000; ++i) {
    schema += "\"" + std::to_string(i) + R"(": {"items": {"$ref": "#/definitions/)" +
              std::to_string(i + 1) + "\"}},";
  }
  EXPECT_EQ(judged(schema + R"("3000": {}}})", "{}").substr(0, 6), "Error:");
}

TEST(HostileSchemas, ThatDoubleAreGivenUp) {
  for (const std::string_view word : {"allOf", "anyOf", "oneOf"}) {
    std::string schema = R"({"$ref": "#/definitions/0", "definitions": {)";
    for (int i = 0; i < 60; ++i) {
      const std::string next = fmt::format(R"({{"$ref": "#/definitions/{}"}})", i + 1);
      schema += fmt::format(R"("{}": {{"{}": [{},{}]}},)", i, word, next, next);
    }
    for (const std::string_view end : {R"("60": {"type": "object"}}})", R"("60": false}})"}) {
      const std::string found = judged(schema + std::string(end), "{}");
      if (word == "allOf" && end.find("false") != std::string_view::npos) {
        EXPECT_NE(found, "");  // false at the first step
      } else if (word != "anyOf" || end.find("false") != std::string_view::npos) {
        EXPECT_EQ(found, "info : not judged by this schema: it would take too long") << word << end;
      }
    }
  }
}

TEST(HostileDocuments, AreGivenUp) {
  const std::string schema = R"({"type": "object", "additionalProperties": {"$ref": "#"}})";
  EXPECT_EQ(judged(schema, many(300, R"({"a":)") + "{}" + many(300, "}")),
            "info : not judged by this schema: nested deeper than 128");
  EXPECT_EQ(judged(schema, "{"),
            "info : not judged by this schema: no JSON at byte 1: Missing a "
            "name for object member");
}

TEST(HostileDocuments, WithManyFaultsAreCutShort) {
  const std::string found = judged(R"({"properties": {"a": {"items": {"type": "string"}}}})",
                                   R"({"a": [)" + many(200'000, "1,") + "1]}");
  EXPECT_EQ(found.substr(0, 48), "/a/0: another JSON type than the schema demands;");
  EXPECT_LT(found.size(), 10'000U);
}

}  // namespace
}  // namespace stacmlm::rules
