// SPDX-License-Identifier: Apache-2.0
#include "author/schema/shape_schema.h"

#include <string>

#include "author/schema/value_keywords.h"
#include "stacmlm/json/patch.h"

namespace stacmlm::author {

using json::Shape;
using json::ShapeFacts;

namespace {

bool is_nothing_but_impossible(const ShapeFacts& facts) {
  return facts.impossible && facts.rule.empty() && facts.name.empty();
}

/// The words of the cases as an `enum`.
SchemaText words_of(const ShapeFacts::Cases& cases) {
  JsonList words('[');
  for (const auto& [word, shape] : cases.shapes) words.add(std::string_view(json::quote(word)));
  JsonList all('{');
  all.add("enum", words.text());
  return all.text();
}

SchemaText word_is(std::string_view key, std::string_view word) {
  return std::string_view(R"({"properties":{)" + json::quote(key) + R"(:{"const":)" +
                          json::quote(word) + "}}}");
}

/// The names that members may have where a prefix is closed.
SchemaText names_of_members(const ShapeFacts& facts) {
  JsonList names('[');
  for (const ShapeFacts::Member& member : facts.members) {
    if (member.shape) names.add(std::string_view(json::quote(member.key)));
  }
  JsonList forms('[');
  const auto add = [&forms](std::string_view keyword, const SchemaText& value) {
    JsonList form('{');
    form.add(keyword, value);
    forms.add(form.text());
  };
  const auto add_pattern = [&add](std::string_view expression) {
    add("pattern", std::string_view(json::quote(expression)));
  };
  if (!names.empty()) add("enum", names.text());
  for (const ShapeFacts::Keys& keys : facts.keys) add_pattern(keys.pattern->expression);
  add_pattern(starts_otherwise(facts.closed_prefixes));
  JsonList all('{');
  all.add("anyOf", forms.text());
  return all.text();
}

}  // namespace

bool ShapeSchema::asserts(std::string_view rule) const {
  const rules::Rule* known = rules::find_rule(rule);
  return known == nullptr || known->severities.in(options_.profile) == diag::Severity::kError;
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the shape
SchemaId ShapeSchema::add(const Shape& shape, std::string_view place, Reading reading) {
  const ShapeFacts& facts = shape.facts();
  if (is_widened(facts, reading)) return graph_->add(widened(facts, place).text(), place, false);
  return add_facts(facts, place, reading);
}

bool ShapeSchema::is_widened(const ShapeFacts& facts, Reading reading) const {
  if (reading == Reading::kFacts) return false;
  return (!facts.rule.empty() && !asserts(facts.rule)) ||
         (!facts.prose.empty() && !asserts(facts.prose_rule));
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the shape
Keywords ShapeSchema::widened(const ShapeFacts& facts, std::string_view place) {
  Keywords all;
  if (!facts.rule.empty() && !asserts(facts.rule)) {
    all.add("$comment", std::string_view(json::quote(rule_comment(facts.rule))));
    return all;
  }
  JsonList forms('[');
  forms.add(add_facts(facts, place, Reading::kAsTold));
  forms.add(add(facts.prose.front(), place, Reading::kAsTold));
  all.add("$comment", std::string_view(json::quote(rule_comment(facts.prose_rule))));
  all.add("anyOf", forms.text());
  return all;
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the shape
SchemaId ShapeSchema::add_facts(const ShapeFacts& facts, std::string_view place, Reading reading) {
  if (is_nothing_but_impossible(facts)) return graph_->add(std::string_view("false"), place, false);
  const Keywords all = keywords(facts, place, reading);
  if (const SchemaId* only = all.only(); only != nullptr) return *only;
  const std::string_view title = facts.refers == nullptr ? title_of(facts) : "";
  return graph_->add(all.text(), title.empty() ? place : title, !title.empty());
}

// NOLINTNEXTLINE(misc-no-recursion): a schema that refers to itself is reserved first
SchemaId ShapeSchema::reference(std::string_view name, const Shape& (*make)(), Reading reading) {
  const auto [known, is_new] = references_.try_emplace({make, reading}, 0);
  if (!is_new) return known->second;
  const SchemaId reserved = known->second = graph_->reserve(name);
  const ShapeFacts& facts = make().facts();
  const Keywords all =
      is_widened(facts, reading) ? widened(facts, name) : keywords(facts, name, reading);
  graph_->fill(reserved, all.text());
  return reserved;
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the shape
Keywords ShapeSchema::keywords(const ShapeFacts& facts, std::string_view place, Reading reading) {
  Keywords all;
  if (facts.refers != nullptr) {
    all.add_all(reference(title_of(facts), facts.refers, reading));
  } else {
    add_annotations(facts, reading == Reading::kAsTold, all);
  }
  add_values(facts, *graph_, all);
  add_members(facts, reading, all);
  add_other_members(facts, place, reading, all);
  add_dependencies(facts, options_.dialect, all);
  add_elements(facts, place, reading, all);
  add_cases(facts, place, reading, all);
  add_combinations(facts, place, reading, all);
  return all;
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the shape
void ShapeSchema::add_members(const ShapeFacts& facts, Reading reading, Keywords& keywords) {
  JsonList required('[');
  JsonList properties('{');
  for (const ShapeFacts::Member& member : facts.members) {
    if (member.required) required.add(std::string_view(json::quote(member.key)));
    if (member.shape) properties.add(member.key, add(*member.shape, member.key, reading));
  }
  if (!required.empty()) keywords.add("required", required.text());
  if (!properties.empty()) keywords.add("properties", properties.text());
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the shape
void ShapeSchema::add_other_members(const ShapeFacts& facts, std::string_view place,
                                    Reading reading, Keywords& keywords) {
  const std::string below = std::string(place) + " member";
  const bool is_closed_in_part = !facts.closed && !facts.closed_prefixes.empty();
  JsonList patterns('{');
  for (const ShapeFacts::Keys& keys : facts.keys)
    patterns.add(keys.pattern->expression, add(keys.shape, below, reading));
  if (is_closed_in_part && facts.others.empty())
    patterns.add(starts_otherwise(facts.closed_prefixes), std::string_view("true"));
  if (!patterns.empty()) keywords.add("patternProperties", patterns.text());
  if (facts.closed || (is_closed_in_part && facts.others.empty())) {
    keywords.add("additionalProperties", std::string_view("false"));
  } else if (!facts.others.empty()) {
    keywords.add("additionalProperties", add(facts.others.front(), below, reading));
    if (is_closed_in_part)
      keywords.add("propertyNames", graph_->add(names_of_members(facts), below, false));
  }
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the shape
void ShapeSchema::add_elements(const ShapeFacts& facts, std::string_view place, Reading reading,
                               Keywords& keywords) {
  const std::string below = std::string(place) + " element";
  if (!facts.items.empty()) keywords.add("items", add(facts.items.front(), below, reading));
  for (const Shape& wanted : facts.contains) {
    Keywords contains;
    contains.add("contains", add(wanted, below, Reading::kFacts));
    keywords.add_all(std::move(contains), *graph_, place);
  }
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the shape
void ShapeSchema::add_cases(const ShapeFacts& facts, std::string_view place, Reading reading,
                            Keywords& keywords) {
  if (!facts.cases) return;
  const ShapeFacts::Cases& cases = *facts.cases;
  Keywords chosen;
  if (facts.types != json::bit_of(json::Kind::kObject))
    chosen.add("type", std::string_view(R"("object")"));
  JsonList required('[');
  required.add(std::string_view(json::quote(cases.key)));
  JsonList properties('{');
  properties.add(cases.key, graph_->add(words_of(cases), cases.key, false));
  chosen.add("required", required.text());
  chosen.add("properties", properties.text());
  for (const auto& [word, shape] : cases.shapes) {
    const SchemaId then = add(shape, word, reading);
    if (graph_->schema(then).text == SchemaText(std::string_view("true"))) continue;
    Keywords condition;
    condition.add("if", graph_->add(word_is(cases.key, word), place, false));
    condition.add("then", then);
    chosen.add_all(graph_->add(condition.text(), place, false));
  }
  keywords.add_all(std::move(chosen), *graph_, place);
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the shape
SchemaText ShapeSchema::list(const std::vector<Shape>& shapes, std::string_view place,
                             Reading reading) {
  JsonList all('[');
  for (const Shape& shape : shapes) all.add(add(shape, place, reading));
  return all.text();
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the shape
void ShapeSchema::add_condition(const ShapeFacts::Condition& condition, std::string_view place,
                                Reading reading, Keywords& keywords) {
  Keywords chosen;
  chosen.add("if", add(condition.condition, place, Reading::kFacts));
  if (condition.then) chosen.add("then", add(*condition.then, place, reading));
  if (condition.otherwise) chosen.add("else", add(*condition.otherwise, place, reading));
  keywords.add_all(std::move(chosen), *graph_, place);
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the shape
void ShapeSchema::add_combinations(const ShapeFacts& facts, std::string_view place, Reading reading,
                                   Keywords& all) {
  for (const Shape& shape : facts.none_of) {
    Keywords none;
    none.add("not", add(shape, place, Reading::kFacts));
    all.add_all(std::move(none), *graph_, place);
  }
  for (const ShapeFacts::Condition& condition : facts.conditions)
    add_condition(condition, place, reading, all);
  if (!facts.any_of.empty()) all.add("anyOf", list(facts.any_of, place, reading));
  if (!facts.one_of.empty()) all.add("oneOf", list(facts.one_of, place, reading));
  for (const Shape& shape : facts.all_of) {
    const ShapeFacts& each = shape.facts();
    const bool stands_alone = !each.rule.empty() || !each.prose.empty() || !each.name.empty();
    if (stands_alone) {
      all.add_all(add(shape, place, reading));
    } else {
      all.add_all(keywords(each, place, reading), *graph_, place);
    }
  }
}

}  // namespace stacmlm::author
