// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "stacmlm/json/document.h"

namespace stacmlm::json {

/// A test of a string that a Shape may ask for. `expression` is the ECMA-262 regular expression
/// with the same meaning: it is shown to people and goes into emitted schemas, `matches` is what
/// runs.
struct Pattern {
  std::string_view expression;
  std::string_view meaning;  ///< what it asks for, in words: `a version such as 1.2.3`
  bool (*matches)(std::string_view text);
};

struct ShapeFacts;

/// What a JSON value may be, as data: the facts that a schema states. Every fact is independent and
/// all of them must hold; facts about strings say nothing about numbers, and so on (as in JSON
/// Schema draft-07, from which the meaning of each is taken). Shapes are values: build them with
/// the functions below, copy and refine them freely.
///
/// ```cpp
/// const Shape name = text().min_length(1);
/// const Shape band = object().member("name", name, kRequired).member("gsd",
/// number().exclusive_minimum(0)); bool good = conforms(band, document.root());
/// ```
class Shape {
 public:
  Shape();  ///< any value

  // Strings; lengths count code points.
  [[nodiscard]] Shape min_length(std::uint32_t length) &&;
  [[nodiscard]] Shape max_length(std::uint32_t length) &&;
  [[nodiscard]] Shape pattern(const Pattern& pattern) &&;
  // Numbers.
  [[nodiscard]] Shape minimum(double bound) &&;
  [[nodiscard]] Shape maximum(double bound) &&;
  [[nodiscard]] Shape exclusive_minimum(double bound) &&;
  [[nodiscard]] Shape exclusive_maximum(double bound) &&;
  // Arrays.
  [[nodiscard]] Shape items(Shape element) &&;     ///< every element
  [[nodiscard]] Shape contains(Shape element) &&;  ///< at least one element
  [[nodiscard]] Shape min_items(std::uint32_t count) &&;
  [[nodiscard]] Shape max_items(std::uint32_t count) &&;
  [[nodiscard]] Shape unique_items() &&;
  // Objects.
  [[nodiscard]] Shape member(std::string_view key, Shape value) &&;
  [[nodiscard]] Shape member(std::string_view key, Shape value, bool required) &&;
  [[nodiscard]] Shape required(std::initializer_list<std::string_view> keys) &&;
  [[nodiscard]] Shape required(std::string_view key) &&;
  [[nodiscard]] Shape keys_matching(const Pattern& keys,
                                    Shape value) &&;  ///< each member whose key matches
  [[nodiscard]] Shape others(Shape value) &&;  ///< members not named by member() or keys_matching()
  [[nodiscard]] Shape closed() &&;             ///< no others
  [[nodiscard]] Shape closed_prefix(std::string_view prefix) &&;  ///< no others whose key starts so
  [[nodiscard]] Shape min_members(std::uint32_t count) &&;
  [[nodiscard]] Shape depends(std::string_view key, std::vector<std::string_view> needs) &&;
  // Combinations.
  [[nodiscard]] Shape all_of(std::vector<Shape> shapes) &&;
  [[nodiscard]] Shape any_of(std::vector<Shape> shapes) &&;
  [[nodiscard]] Shape one_of(std::vector<Shape> shapes) &&;
  [[nodiscard]] Shape none_of(Shape shape) &&;
  [[nodiscard]] Shape when(Shape condition, Shape then) &&;
  [[nodiscard]] Shape when(Shape condition, Shape then, Shape otherwise) &&;
  /// An object whose member `key` is one of the words, and which then has that word's shape.
  [[nodiscard]] Shape by_member(std::string_view key,
                                std::vector<std::pair<std::string_view, Shape>> cases) &&;

  // How a failure is told.
  /// If any fact of this shape fails, that is one violation with this rule code (at the value
  /// itself).
  [[nodiscard]] Shape rule(std::string_view code) &&;
  /// If a fact fails but `allowed` holds, that is one violation with this rule code: prose allows
  /// what the schema refuses.
  [[nodiscard]] Shape prose(std::string_view code, Shape allowed) &&;
  /// What the value is, in words, for messages: `a link`.
  [[nodiscard]] Shape called(std::string_view name) &&;

  [[nodiscard]] const ShapeFacts& facts() const { return *facts_; }

 private:
  friend struct ShapeMaker;
  ShapeFacts& edit();
  Shape&& done();
  std::shared_ptr<ShapeFacts> facts_;
};

inline constexpr bool kRequired = true;

Shape any();
Shape nothing();  ///< no value at all
Shape text();
Shape number();
Shape integer();
Shape boolean();
Shape null();
Shape array();
Shape array_of(Shape element);
Shape object();
Shape map_of(Shape value);  ///< an object, each of whose members has this shape
Shape words(std::vector<std::string_view> words);
Shape word(std::string_view word);
Shape all_of(std::vector<Shape> shapes);
Shape any_of(std::vector<Shape> shapes);
Shape one_of(std::vector<Shape> shapes);
Shape none_of(Shape shape);
Shape when(Shape condition, Shape then);
Shape when(Shape condition, Shape then, Shape otherwise);
/// Only if the value is an object: its member `key`, if there, has this shape. (No demand on the
/// type itself.)
Shape if_member(std::string_view key, Shape value);
/// No demand on the type: has these members if it is an object.
Shape has(std::initializer_list<std::string_view> keys);
/// A shape that may refer to itself; `make` is called once, when first needed.
Shape refer(std::string_view name, const Shape& (*make)());
/// A part that is not checked here and only noted (ViolationKind::kUnchecked), such as projjson.
Shape unchecked(std::string_view name);
Shape nullable(Shape shape);

/// Which fact failed.
enum class ViolationKind : std::uint8_t {
  kMissing,  ///< `name` is not there; the place is the object
  kType,
  kWord,  ///< not one of the words
  kPattern,
  kLength,
  kBound,
  kItemCount,
  kDuplicateItem,
  kContains,       ///< no element has the demanded shape
  kUnknownMember,  ///< the place is the member, its key is wrong
  kMemberCount,
  kDependency,        ///< `name` is not there, `other` demands it
  kForbidden,         ///< none_of() or nothing()
  kNoAlternative,     ///< any_of() or one_of(): none holds and none is nearest
  kManyAlternatives,  ///< one_of(): more than one holds
  kRule,              ///< `rule` says it all
  kUnchecked,         ///< not a failure: `name` was not looked at
};

struct Violation {
  ViolationKind kind;
  Value place;
  const ShapeFacts* facts;  ///< the shape that states the fact; lives as long as the Shape
  std::string_view name;    ///< member, prefix or part in question
  std::string_view other;
  std::string_view rule;  ///< the rule code of kRule, of kPattern and so on where one was given
};

/// True if every fact holds.
bool conforms(const Shape& shape, Value value);

struct Verdict {
  bool conforms;
  bool complete;  ///< false: a part was met that is not checked
};
/// The same, and whether everything was looked at.
Verdict judge(const Shape& shape, Value value);

/// The facts that do not hold, in document order of evaluation, kUnchecked ones included; at most
/// `limit` that are faults, and as many that prose allows or nobody looks at.
std::vector<Violation> violations(const Shape& shape, Value value, std::size_t limit = 10000);

}  // namespace stacmlm::json
