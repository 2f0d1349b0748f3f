// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "stacmlm/json/shape.h"

namespace stacmlm::json {

/// The bit of a kind in ShapeFacts::types.
constexpr std::uint8_t bit_of(Kind kind) {
  return static_cast<std::uint8_t>(1U << static_cast<unsigned>(kind));
}

/// What a Shape holds; read by the checker, by messages and by the emission of JSON Schemas.
struct ShapeFacts {
  struct Member {
    std::string_view key;
    std::uint32_t hash;
    std::optional<Shape> shape;  // absent: only required
    bool required;
  };
  struct Keys {
    const Pattern* pattern;
    Shape shape;
  };
  struct Dependency {
    std::string_view key;
    std::vector<std::string_view> needs;
  };
  struct Condition {
    Shape condition;
    std::optional<Shape> then;
    std::optional<Shape> otherwise;
  };
  struct Cases {
    std::string_view key;
    std::vector<std::pair<std::string_view, Shape>> shapes;
  };
  static constexpr std::uint32_t kNoLimit = std::numeric_limits<std::uint32_t>::max();

  static constexpr std::size_t kMaxMembers = 64;  // one bit each while checking

  // What nearly every check looks at comes first, close together.
  std::uint8_t types = 0;    // bit of each Kind; 0: any
  std::uint8_t settled = 0;  // bit of each Kind whose values have the shape, whatever they are
  bool integer = false;      // numbers must be integers
  bool impossible = false;
  bool about_objects = false;  // any fact that only objects can fail
  bool about_arrays = false;
  // Named members are all there is to check in an object: they are looked up, not walked over.
  bool only_few_members = false;
  bool combines = false;
  bool unchecked = false;
  bool unique_items = false;
  bool closed = false;
  bool minimum_exclusive = false;
  bool maximum_exclusive = false;

  std::uint32_t min_length = 0;
  std::uint32_t max_length = kNoLimit;
  std::uint32_t min_items = 0;
  std::uint32_t max_items = kNoLimit;
  std::uint32_t min_members = 0;
  std::uint64_t required = 0;       // bit of each member that is required
  std::vector<std::uint8_t> slots;  // open addressing: index into members + 1, by hash
  std::vector<Member> members;
  std::vector<Shape> items;  // at most one
  std::vector<std::string_view> words;
  const Pattern* pattern = nullptr;

  std::optional<double> minimum;
  std::optional<double> maximum;
  std::vector<Shape> contains;

  std::vector<Keys> keys;
  std::vector<Shape> others;  // at most one
  std::vector<std::string_view> closed_prefixes;
  std::vector<Dependency> dependencies;

  std::vector<Shape> all_of;
  std::vector<Shape> any_of;
  std::vector<Shape> one_of;
  std::vector<Shape> none_of;
  std::vector<Condition> conditions;
  std::optional<Cases> cases;
  const Shape& (*refers)() = nullptr;

  /// The named member, or null.
  [[nodiscard]] const Member* find(const Key& key) const {
    if (slots.empty()) return nullptr;
    const std::size_t mask = slots.size() - 1;
    for (std::size_t slot = key.hash & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
      const Member& member = members[slots[slot] - 1U];
      if (member.hash == key.hash && same_key(member.key, key.text)) return &member;
    }
    return nullptr;
  }

  std::string_view name;
  std::string_view rule;
  std::string_view prose_rule;
  std::vector<Shape> prose;  // at most one
};

}  // namespace stacmlm::json
