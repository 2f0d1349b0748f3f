// SPDX-License-Identifier: Apache-2.0
#include "json/unique_items.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <functional>
#include <map>
#include <string_view>
#include <vector>

namespace stacmlm::json {
namespace {

/// So many elements are compared each with each.
constexpr std::size_t kFew = 32;

std::uint64_t mix(std::uint64_t x) {
  x = (x ^ (x >> 31)) * 0xBF58476D1CE4E5B9ULL;
  return x ^ (x >> 29);
}

/// Equal values have equal hashes: numbers by value, members in any order.
// NOLINTNEXTLINE(misc-no-recursion): as deep as the document, which is limited
std::uint64_t hash_of(Value value) {
  const auto kind = static_cast<std::uint64_t>(value.kind()) + 1;
  std::uint64_t hash = mix(kind);
  switch (value.kind()) {
    case Kind::kNull:
      break;
    case Kind::kBoolean:
      hash += value.boolean() ? 1 : 0;
      break;
    case Kind::kNumber:
      hash ^= std::hash<double>()(value.number());
      break;
    case Kind::kString:
      hash ^= std::hash<std::string_view>()(value.string());
      break;
    case Kind::kArray:
      for (const Value element : value.elements()) hash = mix(hash + hash_of(element));
      break;
    case Kind::kObject:
      for (const Value member : value.members()) {
        hash += mix(std::hash<std::string_view>()(member.key()) ^ mix(hash_of(member)));
      }
      break;
  }
  return mix(hash);
}

/// Equal values have equal fingerprints; but only a small part of a large value is looked at.
// NOLINTNEXTLINE(misc-no-recursion): as deep as the document, which is limited
std::uint64_t fingerprint(Value value) {
  switch (value.kind()) {
    case Kind::kNumber:
      return std::bit_cast<std::uint64_t>(value.number() + 0.0);  // -0.0 becomes 0.0
    case Kind::kString:
      return hash_key(value.string());
    case Kind::kObject: {
      // One member, the same in whatever order they stand.
      Value least;
      for (const Value member : value.members()) {
        if (!least.exists() || member.node().key_hash < least.node().key_hash) least = member;
      }
      return value.size() + (least.exists() ? fingerprint(least) : 0);
    }
    default:
      return value.size();
  }
}

Value first_duplicate_of_few(Value array) {
  std::array<std::uint64_t, kFew> prints;  // as many as there are elements are filled
  std::size_t index = 0;
  for (const Value element : array.elements()) {
    const std::uint64_t print = fingerprint(element);
    for (std::size_t earlier = 0; earlier < index; ++earlier) {
      if (prints[earlier] == print && equal(array.at(earlier), element)) return element;
    }
    prints[index++] = print;
  }
  return {};
}

}  // namespace

Value first_duplicate(Value array) {
  if (array.size() < 2) return {};
  if (array.size() <= kFew) return first_duplicate_of_few(array);
  std::multimap<std::uint64_t, Value> seen;
  for (const Value element : array.elements()) {
    const std::uint64_t hash = hash_of(element);
    const auto [first, last] = seen.equal_range(hash);
    if (std::any_of(first, last,
                    [&](const auto& earlier) { return equal(earlier.second, element); }))
      return element;
    seen.emplace(hash, element);
  }
  return {};
}

}  // namespace stacmlm::json
