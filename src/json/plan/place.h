// SPDX-License-Identifier: Apache-2.0
// What a plan consists of: one Place for each set of facts that meet somewhere in a document, and
// for each kind of value that was met there a part that says what is left to look at.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "json/plan/spelling.h"
#include "json/plan/word_set.h"
#include "stacmlm/json/document.h"
#include "stacmlm/json/shape_facts.h"

namespace stacmlm::json::plan {

/// A bit of each Kind.
inline constexpr std::uint8_t kEveryKind = 0x3F;

/// Facts that must all hold of the same value: sorted, each once.
using FactSet = std::vector<const ShapeFacts*>;

struct Place;

/// A step of a condition on a value, in preorder: the operands follow their term, and `size` counts
/// it and them. A term about values of one kind holds for those of other kinds, unless `kinds`
/// lacks them.
struct Term {
  enum class Op : std::uint8_t {
    // About operands, on the same value.
    kAll,   ///< every operand holds
    kAny,   ///< one at least
    kOne,   ///< exactly one
    kNone,  ///< the one operand does not hold
    kWhen,  ///< the first operand, then the second, else the third
    // About objects. The operand of kMember, kFind and kMembers is about the member.
    kHasAll,   ///< the members `keys` of the frame are all there
    kHasAny,   ///< one of them at least
    kNeeds,    ///< all of them if member `frame` is
    kMember,   ///< member `frame` of the frame
    kFind,     ///< the member `key`
    kMembers,  ///< every member
    // About arrays. The operand of kItems and kContains is about the element.
    kCount,     ///< so many elements
    kItems,     ///< every element
    kContains,  ///< at least one
    kLists,     ///< at least one is one of `words`
    // About strings.
    kNotEmpty,
    kWord,
    kPattern,
    // About any value.
    kWhole,  ///< what `place` says
  };
  struct Count {
    std::uint32_t least;
    std::uint32_t most;
  };

  Op op = Op::kAll;
  std::uint8_t kinds = kEveryKind;  ///< a bit of each kind that will do
  bool required = false;            ///< the member must be there
  std::uint8_t frame = 0;
  std::uint32_t size = 1;
  union {  // which one, `op` says
    std::uint64_t keys = 0;
    Count count;
    const Key* key;
    const WordSet* words;
    const Pattern* pattern;
    Place* place;
  };
};

inline const Term& operand_of(const Term& term) { return (&term)[1]; }
inline const Term* end_of(const Term& term) { return &term + term.size; }

/// What every part may have besides the facts of its kind.
struct Rest {
  bool unchecked = false;   ///< a part of the document that is not looked at
  std::vector<Term> terms;  ///< the first one holds the others; may be empty
  [[nodiscard]] bool is_empty() const { return !unchecked && terms.empty(); }
};

struct TextPart {
  bool any_word = true;
  WordSet words;
  std::uint32_t min_length = 0;
  std::uint32_t max_length = ShapeFacts::kNoLimit;
  std::vector<const Pattern*> patterns;
  Rest rest;
};

/// A bound of numbers. The strictest of several is the one that counts.
struct Bound {
  double value;
  bool exclusive;
};

struct NumberPart {
  bool integer = false;
  std::optional<Bound> lower;
  std::optional<Bound> upper;
  Rest rest;
};

struct ArrayPart {
  static constexpr std::size_t kMaxListed = 64;  // one bit each while checking

  std::uint32_t min_items = 0;
  std::uint32_t max_items = ShapeFacts::kNoLimit;
  Place* items = nullptr;  ///< null: any
  WordSet listed;          ///< each of these words is an element
  bool unique = false;
  Rest rest;
};

/// What is asked of members that are not among the known ones.
struct UnknownMembers {
  std::vector<std::pair<const Pattern*, Place*>> patterns;  ///< of keys, with what each asks for
  // If no pattern matches:
  bool refused = false;
  std::vector<std::string_view> refused_prefixes;
  Place* place = nullptr;  ///< null: any
};

/// One place for each word that a member may be; the member tells the forms of an object apart.
struct Choice {
  explicit Choice(std::string_view teller) : key(teller) {}
  Key key;  ///< of the member
  WordSet words;
  std::vector<Place*> places;  ///< by position of the word
  Place* otherwise = nullptr;  ///< null: no other word will do
};

struct ObjectPart {
  static constexpr std::size_t kMaxFrame = 64;         // one bit each
  static constexpr std::uint8_t kNoFrame = kMaxFrame;  // one place more, for what nobody looks at

  struct Entry {
    Key key;
    Spelling spelling;      ///< of the key
    std::uint64_t bit = 0;  ///< of the member in the frame, if it is kept there
    std::uint8_t frame = kNoFrame;
    bool required = false;
    Place* place = nullptr;
  };
  std::vector<Entry> entries;
  /// Where an entry may be found by its hash; a free slot has none.
  struct Slot {
    std::uint32_t hash = 0;
    const Entry* entry = nullptr;
  };
  std::vector<Slot> slots;
  std::uint32_t slot_mask = 0;
  std::uint64_t required = 0;  ///< the bits of the members that must be there
  std::uint32_t min_members = 0;
  std::vector<UnknownMembers> unknown;
  Rest rest;
};

/// What there is to do with a value of some kind.
enum class How : std::uint8_t {
  kYes,      ///< nothing: any will do
  kNo,       ///< nothing: none will do
  kNotMade,  ///< to find out: no such value was met here yet
  kNotEmptyText,
  kWord,        ///< see `words`
  kPattern,     ///< see `pattern`
  kText,        ///< see `text`
  kNatural,     ///< integers from 0 on will do; of others see `number`
  kNumber,      ///< see `number`
  kItems,       ///< see `array`: how many there may be, and what each is
  kArray,       ///< see `array`
  kChoice,      ///< see `choice`
  kMap,         ///< every member is as `place` says
  kFewMembers,  ///< see `object`: few entries, and nothing asked of other members
  kMembers,     ///< see `object`
  kRest,        ///< see `rest`
};

union Part {
  const WordSet* words;
  const Pattern* pattern;
  const TextPart* text;
  const NumberPart* number;
  const ArrayPart* array;
  const Choice* choice;
  Place* place;
  const ObjectPart* object;
  const Rest* rest;
};

/// Where facts meet: what to do with a value of each kind, and with the help of what.
struct Place {
  static constexpr std::size_t kKinds = 6;

  std::array<How, kKinds> how{};
  std::array<Part, kKinds> part{};
  const FactSet* facts = nullptr;

  [[nodiscard]] bool takes_any() const {
    return std::ranges::all_of(how, [](How each) { return each == How::kYes; });
  }
};

inline std::size_t number_of(Kind kind) { return static_cast<std::size_t>(kind); }

}  // namespace stacmlm::json::plan
