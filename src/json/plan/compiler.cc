// SPDX-License-Identifier: Apache-2.0
#include "json/plan/compiler.h"

#include <algorithm>

#include "json/plan/object_compiler.h"
#include "json/plan/term_builder.h"

namespace stacmlm::json::plan {
namespace {

/// The terms of a value that is no object: it has no members to look at.
Rest rest_of(Compiler& compiler, const Conjunction& all) {
  return {all.unchecked(), TermBuilder(compiler, all, nullptr).build()};
}

std::size_t bytes_of(const Rest& rest) { return rest.terms.capacity() * sizeof(Term); }

/// The lower bound is the greater of two, the upper one the lesser.
void tighten(std::optional<Bound>& bound, const std::optional<double>& value, bool exclusive,
             bool lower) {
  if (!value) return;
  const bool stricter = !bound || (lower ? *value > bound->value : *value < bound->value);
  if (stricter) bound = Bound{*value, exclusive};
  if (bound->value == *value) bound->exclusive = bound->exclusive || exclusive;
}

bool takes_naturals(const NumberPart& part) {
  const bool from_zero =
      !part.lower || part.lower->value < 0 || (part.lower->value == 0 && !part.lower->exclusive);
  return from_zero && !part.upper && part.rest.is_empty();
}

}  // namespace

Place& Compiler::place_of(const FactSet& facts) {
  FactSet all;
  for (const ShapeFacts* each : facts) flatten(*each, all);
  std::ranges::sort(all, std::less<>());
  const auto [found, is_new] = places_.try_emplace(std::move(all));
  Place& place = found->second;
  if (!is_new) return place;
  place.facts = &found->first;
  for (std::size_t kind = 0; kind < Place::kKinds; ++kind) {
    const auto is = [kind](std::uint8_t kinds) { return ((kinds >> kind) & 1U) != 0; };
    for (const ShapeFacts* each : found->first) {
      if (each->impossible || (each->types != 0 && !is(each->types))) place.how[kind] = How::kNo;
      if (place.how[kind] == How::kYes && !is(each->settled)) place.how[kind] = How::kNotMade;
    }
  }
  bytes_ += sizeof(Place) + found->first.size() * sizeof(void*);
  return place;
}

void Compiler::compile(Place& place, Kind kind) {
  const Conjunction all(*place.facts, kind);
  const auto make = [&]() -> Made {
    if (all.impossible()) return {How::kNo, {}};
    switch (kind) {
      case Kind::kString:
        return make_text(all);
      case Kind::kNumber:
        return make_number(all);
      case Kind::kArray:
        return make_array(all);
      case Kind::kObject:
        return ObjectCompiler(*this, all).make();
      default:
        return make_rest(all);
    }
  };
  const Made made = make();
  place.part[number_of(kind)] = made.part;
  place.how[number_of(kind)] = made.how;
}

const Key* Compiler::keep(std::string_view key) {
  bytes_ += sizeof(Key);
  return &keys_.emplace_back(key);
}

const WordSet* Compiler::keep(WordSet words) {
  bytes_ += sizeof words + words.bytes();
  return &word_sets_.emplace_back(std::move(words));
}

const Choice* Compiler::keep(Choice choice) {
  bytes_ += sizeof choice + choice.words.bytes() + choice.places.size() * sizeof(void*);
  return &choices_.emplace_back(std::move(choice));
}

const ObjectPart* Compiler::keep(ObjectPart part) {
  bytes_ += sizeof part + part.entries.capacity() * sizeof part.entries.front() +
            part.slots.capacity() * sizeof part.slots.front() +
            part.unknown.capacity() * sizeof part.unknown.front() + bytes_of(part.rest);
  return &objects_.emplace_back(std::move(part));
}

const ShapeFacts& Compiler::is_there(std::string_view key) {
  const auto [found, is_new] = there_.try_emplace({key, {}});
  if (is_new) found->second = has({key});
  return found->second.facts();
}

const ShapeFacts& Compiler::is_word(std::string_view key, std::string_view text) {
  const auto [found, is_new] = words_.try_emplace({key, {text}});
  if (is_new) found->second = Shape().member(key, word(text), kRequired);
  return found->second.facts();
}

const ShapeFacts& Compiler::is_other(std::string_view key,
                                     const std::vector<std::string_view>& words) {
  const auto [found, is_new] = other_words_.try_emplace({key, words});
  if (is_new) found->second = if_member(key, none_of(json::words(words)));
  return found->second.facts();
}

const ShapeFacts& Compiler::needs(const ShapeFacts::Dependency& dependency) {
  const auto [found, is_new] = needs_.try_emplace({dependency.key, dependency.needs});
  if (is_new) {
    std::vector<Shape> all;
    for (const std::string_view need : dependency.needs) all.push_back(has({need}));
    found->second = when(has({dependency.key}), json::all_of(std::move(all)));
  }
  return found->second.facts();
}

Made Compiler::make_text(const Conjunction& all) {
  TextPart part;
  std::vector<std::string_view> words;
  for (const ShapeFacts* facts : all.facts()) {
    part.min_length = std::max(part.min_length, facts->min_length);
    part.max_length = std::min(part.max_length, facts->max_length);
    if (facts->pattern != nullptr &&
        std::ranges::find(part.patterns, facts->pattern) == part.patterns.end())
      part.patterns.push_back(facts->pattern);
    if (facts->words.empty()) continue;
    if (part.any_word) words = facts->words;
    std::erase_if(words, [&](std::string_view word) {
      return std::ranges::find(facts->words, word) == facts->words.end();
    });
    part.any_word = false;
  }
  part.words = WordSet(words);
  part.rest = rest_of(*this, all);

  // Most texts are asked one thing only.
  const bool any_length = part.min_length == 0 && part.max_length == ShapeFacts::kNoLimit;
  const bool not_empty = part.min_length == 1 && part.max_length == ShapeFacts::kNoLimit;
  if (part.rest.is_empty() && part.patterns.empty() && part.any_word) {
    if (any_length) return {How::kYes, {}};
    if (not_empty) return {How::kNotEmptyText, {}};
  }
  if (part.rest.is_empty() && part.patterns.empty() && any_length)
    return {How::kWord, {.words = keep(std::move(part.words))}};
  if (part.rest.is_empty() && part.patterns.size() == 1 && part.any_word && any_length)
    return {How::kPattern, {.pattern = part.patterns.front()}};
  bytes_ += sizeof part + part.words.bytes() + part.patterns.capacity() * sizeof(void*) +
            bytes_of(part.rest);
  return {How::kText, {.text = &texts_.emplace_back(std::move(part))}};
}

Made Compiler::make_number(const Conjunction& all) {
  NumberPart part;
  for (const ShapeFacts* facts : all.facts()) {
    part.integer = part.integer || facts->integer;
    tighten(part.lower, facts->minimum, facts->minimum_exclusive, true);
    tighten(part.upper, facts->maximum, facts->maximum_exclusive, false);
  }
  part.rest = rest_of(*this, all);
  if (!part.integer && !part.lower && !part.upper && part.rest.is_empty()) return {How::kYes, {}};
  bytes_ += sizeof part + bytes_of(part.rest);
  const How how = takes_naturals(part) ? How::kNatural : How::kNumber;
  return {how, {.number = &numbers_.emplace_back(std::move(part))}};
}

Made Compiler::make_array(const Conjunction& all) {
  ArrayPart part;
  FactSet items;
  for (const ShapeFacts* facts : all.facts()) {
    part.min_items = std::max(part.min_items, facts->min_items);
    part.max_items = std::min(part.max_items, facts->max_items);
    part.unique = part.unique || facts->unique_items;
    for (const Shape& shape : facts->items) items.push_back(&shape.facts());
  }
  part.listed = WordSet(listed_words(all));
  Place& element = place_of(items);
  if (!element.takes_any()) part.items = &element;
  part.rest = rest_of(*this, all);
  const bool only_items = !part.unique && part.listed.size() == 0 && part.rest.is_empty();
  const bool counted = part.min_items != 0 || part.max_items != ShapeFacts::kNoLimit;
  if (only_items && !counted && part.items == nullptr) return {How::kYes, {}};
  bytes_ += sizeof part + part.listed.bytes() + bytes_of(part.rest);
  const How how = only_items ? How::kItems : How::kArray;
  return {how, {.array = &arrays_.emplace_back(std::move(part))}};
}

/// Nothing but conditions can be asked of null, true and false.
Made Compiler::make_rest(const Conjunction& all) {
  Rest rest = rest_of(*this, all);
  if (rest.is_empty()) return {How::kYes, {}};
  bytes_ += sizeof rest + bytes_of(rest);
  return {How::kRest, {.rest = &rests_.emplace_back(std::move(rest))}};
}

}  // namespace stacmlm::json::plan
