// SPDX-License-Identifier: Apache-2.0
#include "rules/schema/wording.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "rules/nearest.h"
#include "stacmlm/json/shape_facts.h"

namespace stacmlm::rules {

using json::ShapeFacts;
using json::Violation;
using json::ViolationKind;

namespace {

/// `a string`, `an object`.
std::string_view with_article(json::Kind kind) {
  switch (kind) {
    case json::Kind::kNull:
      return "null";
    case json::Kind::kBoolean:
      return "true or false";
    case json::Kind::kNumber:
      return "a number";
    case json::Kind::kString:
      return "a string";
    case json::Kind::kArray:
      return "an array";
    default:
      return "an object";
  }
}

/// `a string`, `an integer or null`: what a fact demands.
std::string demanded(const ShapeFacts& facts) {
  if (!facts.name.empty()) return std::string(facts.name);
  if (facts.cases) return "an object";
  std::vector<std::string_view> kinds;
  for (const json::Kind kind : {json::Kind::kBoolean, json::Kind::kNumber, json::Kind::kString,
                                json::Kind::kArray, json::Kind::kObject, json::Kind::kNull}) {
    if ((facts.types & json::bit_of(kind)) == 0) continue;
    kinds.push_back(facts.integer && kind == json::Kind::kNumber ? "an integer"
                                                                 : with_article(kind));
  }
  return fmt::format("{}", fmt::join(kinds, " or "));
}

/// The member's name in backticks, or `the value`.
std::string subject(json::Value place) {
  return place.has_key() ? shown(place.key()) : std::string("the value");
}

std::string value_text(json::Value place) {
  if (place.is_string()) return shown(place.string());
  if (place.is_array() || place.is_object())
    return fmt::format("this {}", json::name_of(place.kind()));
  return shown(place.raw());
}

/// The value and its type, where the type is what is wrong.
std::string typed_text(json::Value place) {
  if (place.is_string()) return "the string " + shown(place.string());
  if (place.is_number()) return "the number " + shown(place.raw());
  return std::string(place.is_boolean() ? place.raw() : with_article(place.kind()));
}

std::string bound_message(const Violation& violation) {
  const ShapeFacts& facts = *violation.facts;
  const double number = violation.place.number();
  const bool low = facts.minimum &&
                   (facts.minimum_exclusive ? number <= *facts.minimum : number < *facts.minimum);
  const bool exclusive = low ? facts.minimum_exclusive : facts.maximum_exclusive;
  const double bound = low ? *facts.minimum : *facts.maximum;
  const std::string_view demand =
      low ? (exclusive ? "more than" : "at least") : (exclusive ? "less than" : "at most");
  return fmt::format("{} is {}, it must be {} {}", subject(violation.place), violation.place.raw(),
                     demand, bound);
}

std::string count_message(const Violation& violation) {
  const ShapeFacts& facts = *violation.facts;
  const std::size_t size = violation.place.size();
  const std::string name = subject(violation.place);
  if (size == 0) return fmt::format("{} must not be empty", name);
  const bool few = size < facts.min_items;
  return fmt::format("{} has {} elements, it must have {} {}", name, size,
                     few ? "at least" : "at most", few ? facts.min_items : facts.max_items);
}

std::string missing_message(const Violation& violation) {
  const std::string_view owner = violation.facts->name;
  if (violation.kind == ViolationKind::kDependency) {
    return fmt::format("`{}` is there, so `{}` must be there too", violation.other, violation.name);
  }
  return owner.empty() ? fmt::format("`{}` is missing", violation.name)
                       : fmt::format("{} without `{}`", owner, violation.name);
}

std::string alternatives_message(const Violation& violation) {
  std::vector<std::string> forms;
  for (const auto* shapes : {&violation.facts->any_of, &violation.facts->one_of}) {
    for (const json::Shape& shape : *shapes) {
      std::string form = demanded(shape.facts());
      if (!shape.facts().words.empty())
        form = fmt::format("one of `{}`", fmt::join(shape.facts().words, "`, `"));
      if (form.empty())
        return fmt::format("{} has none of the forms that are allowed", subject(violation.place));
      if (std::find(forms.begin(), forms.end(), form) == forms.end()) forms.push_back(form);
    }
  }
  return fmt::format("{} must be {}, not {}", subject(violation.place), fmt::join(forms, " or "),
                     typed_text(violation.place));
}

std::string length_message(const Violation& violation) {
  if (violation.place.string().empty())
    return fmt::format("{} must not be empty", subject(violation.place));
  return fmt::format("{} has a length that is not allowed", value_text(violation.place));
}

/// The words that would do.
std::vector<std::string_view> words_of(const ShapeFacts& facts) {
  if (!facts.cases) return facts.words;
  std::vector<std::string_view> words;
  for (const auto& [word, shape] : facts.cases->shapes) words.push_back(word);
  return words;
}

std::string word_message(const Violation& violation) {
  const auto words = words_of(*violation.facts);
  if (words.size() == 1)
    return fmt::format("{} must be `{}`, not {}", subject(violation.place), words.front(),
                       value_text(violation.place));
  return fmt::format("{} is not a word for {}", value_text(violation.place),
                     subject(violation.place));
}

std::string message_of(const Violation& violation) {
  const json::Value place = violation.place;
  switch (violation.kind) {
    case ViolationKind::kMissing:
    case ViolationKind::kDependency:
      return missing_message(violation);
    case ViolationKind::kType:
      return fmt::format("{} must be {}, not {}", subject(place), demanded(*violation.facts),
                         typed_text(place));
    case ViolationKind::kWord:
      return word_message(violation);
    case ViolationKind::kPattern:
      return fmt::format("{} is not {}", value_text(place), violation.facts->pattern->meaning);
    case ViolationKind::kLength:
      return length_message(violation);
    case ViolationKind::kBound:
      return bound_message(violation);
    case ViolationKind::kItemCount:
      return count_message(violation);
    case ViolationKind::kMemberCount:
      return fmt::format("{} must not be empty", subject(place));
    case ViolationKind::kDuplicateItem:
      return fmt::format("{} stands twice in the list", value_text(place));
    case ViolationKind::kContains:
      return violation.facts->words.empty()
                 ? fmt::format("{} lacks an element that must be in it", subject(place))
                 : fmt::format("{} does not list `{}`", subject(place),
                               violation.facts->words.front());
    case ViolationKind::kUnknownMember:
      return fmt::format("unknown member {}", shown(place.key()));
    case ViolationKind::kForbidden:
      return fmt::format("{} is not allowed here", subject(place));
    case ViolationKind::kManyAlternatives:
      return fmt::format("{} has more than one of the forms of which one is allowed",
                         subject(place));
    default:
      return alternatives_message(violation);
  }
}

std::string hint_of(const Violation& violation) {
  const json::Value place = violation.place;
  if (violation.kind == ViolationKind::kUnknownMember) {
    std::vector<std::string_view> keys;
    for (const auto& member : violation.facts->members) keys.push_back(member.key);
    return did_you_mean(place.key(), keys);
  }
  if (violation.kind != ViolationKind::kWord) return {};
  const auto words = words_of(*violation.facts);
  if (words.size() < 2) return {};
  std::string hint = place.is_string() ? did_you_mean(place.string(), words) : std::string();
  return hint.empty() ? fmt::format("the words are `{}`", fmt::join(words, "`, `")) : hint;
}

bool is_about_key(ViolationKind kind) { return kind == ViolationKind::kUnknownMember; }
bool is_about_absence(ViolationKind kind) {
  return kind == ViolationKind::kMissing || kind == ViolationKind::kDependency ||
         kind == ViolationKind::kMemberCount;
}

}  // namespace

Finding& report_violation(const Violation& violation, std::string_view schema, Findings& findings) {
  std::string message = message_of(violation);
  if (!schema.empty()) message += fmt::format(" ({})", schema);
  Finding& finding =
      is_about_key(violation.kind)       ? findings.at_key(violation.place, std::move(message))
      : is_about_absence(violation.kind) ? findings.at_opening(violation.place, std::move(message))
                                         : findings.at_value(violation.place, std::move(message));
  return finding.hint(hint_of(violation));
}

}  // namespace stacmlm::rules
