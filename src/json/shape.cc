// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/json/shape.h"

#include <bit>
#include <cassert>

#include "stacmlm/json/shape_facts.h"

namespace stacmlm::json {
namespace {

/// Open addressing over the members' hashes, at most half full.
void index_members(ShapeFacts& facts) {
  const std::size_t size = std::bit_ceil(facts.members.size() * 2 + 1);
  facts.slots.assign(size, 0);
  for (std::size_t i = 0; i < facts.members.size(); ++i) {
    std::size_t slot = facts.members[i].hash & (size - 1);
    while (facts.slots[slot] != 0) slot = (slot + 1) & (size - 1);
    facts.slots[slot] = static_cast<std::uint8_t>(i + 1);
  }
}

/// The kinds whose values have the shape whatever they are.
std::uint8_t settled_kinds(const ShapeFacts& facts) {
  if (facts.combines || facts.impossible || facts.unchecked) return 0;
  constexpr unsigned kEveryKind = 0x3F;
  unsigned kinds = facts.types == 0 ? kEveryKind : facts.types;
  if (!facts.words.empty() || facts.min_length != 0 || facts.max_length != ShapeFacts::kNoLimit ||
      facts.pattern != nullptr) {
    kinds &= ~unsigned{bit_of(Kind::kString)};
  }
  if (facts.integer || facts.minimum || facts.maximum) kinds &= ~unsigned{bit_of(Kind::kNumber)};
  if (facts.about_arrays) kinds &= ~unsigned{bit_of(Kind::kArray)};
  if (facts.about_objects) kinds &= ~unsigned{bit_of(Kind::kObject)};
  return static_cast<std::uint8_t>(kinds);
}

/// Called after every change to what is asked of members.
void note_members(ShapeFacts& facts) {
  constexpr std::size_t kFew = 2;
  facts.about_objects = true;
  facts.only_few_members = facts.members.size() <= kFew && facts.keys.empty() &&
                           facts.others.empty() && !facts.closed && facts.closed_prefixes.empty();
}

ShapeFacts::Member& member_of(ShapeFacts& facts, std::string_view key) {
  for (ShapeFacts::Member& member : facts.members) {
    if (member.key == key) return member;
  }
  assert(facts.members.size() < ShapeFacts::kMaxMembers);
  facts.members.push_back({key, hash_key(key), std::nullopt, false});
  index_members(facts);
  return facts.members.back();
}

void set_required(ShapeFacts& facts, std::string_view key, bool required) {
  ShapeFacts::Member& member = member_of(facts, key);
  member.required = required;
  const std::uint64_t bit = std::uint64_t{1} << (&member - facts.members.data());
  facts.required = required ? facts.required | bit : facts.required & ~bit;
}

}  // namespace

Shape::Shape() : facts_(std::make_shared<ShapeFacts>()) { done(); }

Shape&& Shape::done() {
  facts_->settled = settled_kinds(*facts_);
  return std::move(*this);
}

ShapeFacts& Shape::edit() {
  if (facts_.use_count() > 1) facts_ = std::make_shared<ShapeFacts>(*facts_);
  return *facts_;
}

Shape Shape::min_length(std::uint32_t length) && {
  edit().min_length = length;
  return done();
}
Shape Shape::max_length(std::uint32_t length) && {
  edit().max_length = length;
  return done();
}
Shape Shape::pattern(const Pattern& pattern) && {
  edit().pattern = &pattern;
  return done();
}
Shape Shape::minimum(double bound) && {
  edit().minimum = bound;
  return done();
}
Shape Shape::maximum(double bound) && {
  edit().maximum = bound;
  return done();
}
Shape Shape::exclusive_minimum(double bound) && {
  edit().minimum = bound;
  edit().minimum_exclusive = true;
  return done();
}
Shape Shape::exclusive_maximum(double bound) && {
  edit().maximum = bound;
  edit().maximum_exclusive = true;
  return done();
}

Shape Shape::items(Shape element) && {
  edit().items.clear();
  edit().items.push_back(std::move(element));
  edit().about_arrays = true;
  return done();
}
Shape Shape::contains(Shape element) && {
  edit().contains.push_back(std::move(element));
  edit().about_arrays = true;
  return done();
}
Shape Shape::min_items(std::uint32_t count) && {
  edit().min_items = count;
  edit().about_arrays = true;
  return done();
}
Shape Shape::max_items(std::uint32_t count) && {
  edit().max_items = count;
  edit().about_arrays = true;
  return done();
}
Shape Shape::unique_items() && {
  edit().unique_items = true;
  edit().about_arrays = true;
  return done();
}

Shape Shape::member(std::string_view key, Shape value) && {
  member_of(edit(), key).shape = std::move(value);
  note_members(edit());
  return done();
}
Shape Shape::member(std::string_view key, Shape value, bool required) && {
  member_of(edit(), key).shape = std::move(value);
  set_required(edit(), key, required);
  note_members(edit());
  return done();
}
Shape Shape::required(std::string_view key) && {
  set_required(edit(), key, true);
  note_members(edit());
  return done();
}
Shape Shape::required(std::initializer_list<std::string_view> keys) && {
  for (const std::string_view key : keys) set_required(edit(), key, true);
  note_members(edit());
  return done();
}
Shape Shape::keys_matching(const Pattern& keys, Shape value) && {
  edit().keys.push_back({&keys, std::move(value)});
  note_members(edit());
  return done();
}
Shape Shape::others(Shape value) && {
  edit().others.clear();
  edit().others.push_back(std::move(value));
  note_members(edit());
  return done();
}
Shape Shape::closed() && {
  edit().closed = true;
  note_members(edit());
  return done();
}
Shape Shape::closed_prefix(std::string_view prefix) && {
  edit().closed_prefixes.push_back(prefix);
  note_members(edit());
  return done();
}
Shape Shape::min_members(std::uint32_t count) && {
  edit().min_members = count;
  note_members(edit());
  return done();
}
Shape Shape::depends(std::string_view key, std::vector<std::string_view> needs) && {
  edit().dependencies.push_back({key, std::move(needs)});
  note_members(edit());
  return done();
}

Shape Shape::all_of(std::vector<Shape> shapes) && {
  auto& all = edit().all_of;
  all.insert(all.end(), shapes.begin(), shapes.end());
  edit().combines = true;
  return done();
}
Shape Shape::any_of(std::vector<Shape> shapes) && {
  return std::move(*this).all_of({json::any_of(std::move(shapes))});
}
Shape Shape::one_of(std::vector<Shape> shapes) && {
  return std::move(*this).all_of({json::one_of(std::move(shapes))});
}
Shape Shape::none_of(Shape shape) && {
  edit().none_of.push_back(std::move(shape));
  edit().combines = true;
  return done();
}
Shape Shape::when(Shape condition, Shape then) && {
  edit().conditions.push_back({std::move(condition), std::move(then), std::nullopt});
  edit().combines = true;
  return done();
}
Shape Shape::when(Shape condition, Shape then, Shape otherwise) && {
  edit().conditions.push_back({std::move(condition), std::move(then), std::move(otherwise)});
  edit().combines = true;
  return done();
}
Shape Shape::by_member(std::string_view key,
                       std::vector<std::pair<std::string_view, Shape>> cases) && {
  edit().cases = ShapeFacts::Cases{key, std::move(cases)};
  edit().combines = true;
  return done();
}

Shape Shape::rule(std::string_view code) && {
  edit().rule = code;
  return done();
}
Shape Shape::prose(std::string_view code, Shape allowed) && {
  edit().prose_rule = code;
  edit().prose.clear();
  edit().prose.push_back(std::move(allowed));
  return done();
}
Shape Shape::called(std::string_view name) && {
  edit().name = name;
  return done();
}

/// Reaches the facts of a new Shape that no fluent function sets.
struct ShapeMaker {
  template <class Edit>
  static Shape make(Edit edit) {
    Shape shape;
    edit(*shape.facts_);
    return shape.done();
  }
};

namespace {

Shape of_kind(Kind kind) {
  return ShapeMaker::make([kind](ShapeFacts& facts) { facts.types = bit_of(kind); });
}

}  // namespace

Shape any() { return {}; }
Shape nothing() {
  return ShapeMaker::make([](ShapeFacts& facts) { facts.impossible = true; });
}
Shape text() { return of_kind(Kind::kString); }
Shape number() { return of_kind(Kind::kNumber); }
Shape integer() {
  return ShapeMaker::make([](ShapeFacts& facts) {
    facts.types = bit_of(Kind::kNumber);
    facts.integer = true;
  });
}
Shape boolean() { return of_kind(Kind::kBoolean); }
Shape null() { return of_kind(Kind::kNull); }
Shape array() { return of_kind(Kind::kArray); }
Shape array_of(Shape element) { return array().items(std::move(element)); }
Shape object() { return of_kind(Kind::kObject); }
Shape map_of(Shape value) { return object().others(std::move(value)); }
Shape words(std::vector<std::string_view> words) {
  return ShapeMaker::make([&words](ShapeFacts& facts) {
    facts.types = bit_of(Kind::kString);
    facts.words = std::move(words);
  });
}
Shape word(std::string_view word) { return words({word}); }
Shape all_of(std::vector<Shape> shapes) { return Shape().all_of(std::move(shapes)); }
Shape any_of(std::vector<Shape> shapes) {
  return ShapeMaker::make([&shapes](ShapeFacts& facts) {
    facts.any_of = std::move(shapes);
    facts.combines = true;
  });
}
Shape one_of(std::vector<Shape> shapes) {
  return ShapeMaker::make([&shapes](ShapeFacts& facts) {
    facts.one_of = std::move(shapes);
    facts.combines = true;
  });
}
Shape none_of(Shape shape) { return Shape().none_of(std::move(shape)); }
Shape when(Shape condition, Shape then) {
  return Shape().when(std::move(condition), std::move(then));
}
Shape when(Shape condition, Shape then, Shape otherwise) {
  return Shape().when(std::move(condition), std::move(then), std::move(otherwise));
}
Shape if_member(std::string_view key, Shape value) { return Shape().member(key, std::move(value)); }
Shape has(std::initializer_list<std::string_view> keys) { return Shape().required(keys); }
Shape refer(std::string_view name, const Shape& (*make)()) {
  return ShapeMaker::make([name, make](ShapeFacts& facts) {
    facts.name = name;
    facts.refers = make;
    facts.combines = true;
  });
}
Shape unchecked(std::string_view name) {
  return ShapeMaker::make([name](ShapeFacts& facts) {
    facts.name = name;
    facts.unchecked = true;
  });
}
Shape nullable(Shape shape) {
  // A null is no string, number, array or object: it fails nothing but the type.
  if (shape.facts().types != 0 && !shape.facts().combines) {
    return ShapeMaker::make([&shape](ShapeFacts& facts) {
      facts = shape.facts();
      facts.types |= bit_of(Kind::kNull);
    });
  }
  return any_of({std::move(shape), null()});
}

}  // namespace stacmlm::json
