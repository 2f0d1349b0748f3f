// SPDX-License-Identifier: Apache-2.0
#include "author/schema/value_keywords.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "stacmlm/json/patch.h"
#include "stacmlm/rules/rule.h"

namespace stacmlm::author {

using json::Kind;
using json::ShapeFacts;

namespace {

constexpr std::array<Kind, 6> kKinds = {Kind::kObject, Kind::kArray,   Kind::kString,
                                        Kind::kNumber, Kind::kBoolean, Kind::kNull};

/// The words are all that the value may be, but for null.
bool are_words_all(const ShapeFacts& facts) {
  const std::uint8_t texts = json::bit_of(Kind::kString);
  return !facts.words.empty() && (facts.types & ~json::bit_of(Kind::kNull)) == texts;
}

std::string type_name(Kind kind, const ShapeFacts& facts) {
  return json::quote(kind == Kind::kNumber && facts.integer ? "integer" : json::name_of(kind));
}

void add_type(const ShapeFacts& facts, Keywords& keywords) {
  if (are_words_all(facts)) return;  // they say it
  JsonList types('[');
  std::string last;
  int count = 0;
  for (const Kind kind : kKinds) {
    if ((facts.types & json::bit_of(kind)) == 0) continue;
    last = type_name(kind, facts);
    types.add(std::string_view(last));
    ++count;
  }
  if (count == 1) keywords.add("type", std::string_view(last));
  if (count > 1) keywords.add("type", types.text());
}

/// Words are a fact about strings: they say nothing about a value of another type.
void add_words(const ShapeFacts& facts, SchemaGraph& graph, Keywords& keywords) {
  if (facts.words.empty()) return;
  JsonList words('[');
  for (const std::string_view word : facts.words) words.add(std::string_view(json::quote(word)));
  if (!are_words_all(facts)) {
    SchemaText then(R"({"enum":)");
    then.add(words.text());
    then.add(std::string_view("}"));
    keywords.add("if", graph.add(std::string_view(R"({"type":"string"})"), "", false));
    keywords.add("then", graph.add(std::move(then), "", false));
    return;
  }
  const bool is_nullable = (facts.types & json::bit_of(Kind::kNull)) != 0;
  if (is_nullable) words.add(std::string_view("null"));
  if (facts.words.size() == 1 && !is_nullable) {
    keywords.add("const", std::string_view(json::quote(facts.words.front())));
  } else {
    keywords.add("enum", words.text());
  }
}

void add_number(std::string_view keyword, double value, Keywords& keywords) {
  keywords.add(keyword, std::string_view(fmt::format("{}", value)));
}

void add_limits(std::string_view least, std::uint32_t minimum, std::string_view most,
                std::uint32_t maximum, Keywords& keywords) {
  if (minimum != 0) add_number(least, minimum, keywords);
  if (maximum != ShapeFacts::kNoLimit) add_number(most, maximum, keywords);
}

bool is_shown(std::string_view name) { return !name.empty() && !name.starts_with("https:"); }

}  // namespace

std::string_view title_of(const ShapeFacts& facts) {
  std::string_view name = facts.name;
  if (!is_shown(name) || facts.unchecked) return "";
  for (const std::string_view article : {"a ", "an "}) {
    if (name.starts_with(article)) return name.substr(article.size());
  }
  return name;
}

std::string rule_comment(std::string_view code) {
  const rules::Rule* rule = rules::find_rule(code);
  return rule == nullptr ? std::string(code) : fmt::format("{}: {}", code, rule->summary);
}

std::string starts_otherwise(const std::vector<std::string_view>& prefixes) {
  std::string alternatives;
  for (const std::string_view prefix : prefixes) {
    if (!alternatives.empty()) alternatives += '|';
    for (const char c : prefix) {
      if (std::string_view(R"(^$\.*+?()[]{}|)").find(c) != std::string_view::npos)
        alternatives += '\\';
      alternatives += c;
    }
  }
  return fmt::format("^(?!{})", alternatives);
}

void add_annotations(const ShapeFacts& facts, bool with_rule, Keywords& keywords) {
  if (const auto title = title_of(facts); !title.empty())
    keywords.add("title", std::string_view(json::quote(title)));
  std::string comment;
  if (with_rule && !facts.rule.empty()) comment = rule_comment(facts.rule);
  if (facts.unchecked) comment += fmt::format("{} is not looked at", facts.name);
  if (!comment.empty()) keywords.add("$comment", std::string_view(json::quote(comment)));
}

void add_values(const ShapeFacts& facts, SchemaGraph& graph, Keywords& keywords) {
  if (facts.impossible) keywords.add("not", graph.add(std::string_view("true"), "", false));
  add_type(facts, keywords);
  add_words(facts, graph, keywords);
  add_limits("minLength", facts.min_length, "maxLength", facts.max_length, keywords);
  if (facts.pattern != nullptr)
    keywords.add("pattern", std::string_view(json::quote(facts.pattern->expression)));
  if (facts.minimum)
    add_number(facts.minimum_exclusive ? "exclusiveMinimum" : "minimum", *facts.minimum, keywords);
  if (facts.maximum)
    add_number(facts.maximum_exclusive ? "exclusiveMaximum" : "maximum", *facts.maximum, keywords);
  add_limits("minItems", facts.min_items, "maxItems", facts.max_items, keywords);
  if (facts.unique_items) keywords.add("uniqueItems", std::string_view("true"));
  if (facts.min_members != 0) add_number("minProperties", facts.min_members, keywords);
}

void add_dependencies(const ShapeFacts& facts, Dialect dialect, Keywords& keywords) {
  if (facts.dependencies.empty()) return;
  JsonList all('{');
  for (const ShapeFacts::Dependency& dependency : facts.dependencies) {
    JsonList needs('[');
    for (const std::string_view need : dependency.needs)
      needs.add(std::string_view(json::quote(need)));
    all.add(dependency.key, needs.text());
  }
  keywords.add(dialect == Dialect::kDraft07 ? "dependencies" : "dependentRequired", all.text());
}

}  // namespace stacmlm::author
