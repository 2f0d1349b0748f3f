// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <iterator>
#include <optional>
#include <unordered_map>
#include <utility>

#include "stacmlm/json/document.h"

namespace stacmlm::rules {

/// True if no two elements are equal, as their hashes say at a glance: of a short list without
/// repetitions that is nearly always known. `hash_of` gives nothing for an element that does not
/// count.
template <class Range, class HashOf>
bool surely_differ(const Range& range, const HashOf& hash_of) {
  if (std::size(range) < 2) return true;
  std::bitset<1024> seen;
  for (const auto& element : range) {
    const std::optional<std::uint32_t> hash = hash_of(element);
    if (!hash) continue;
    const std::size_t place = *hash % seen.size();
    if (seen[place]) return false;
    seen[place] = true;
  }
  return true;
}

/// Remembers values and where they stood. Short lists need no heap.
template <class T>
class Seen {
 public:
  /// Where an equal value stood before, or nothing; `value` is remembered then.
  json::Value find_or_add(T value, json::Value place) {
    for (std::size_t i = 0; i < count_; ++i) {
      if (few_[i].first == value) return few_[i].second;
    }
    if (count_ < few_.size()) {
      few_[count_++] = {value, place};
      return {};
    }
    const auto [at, is_new] = many_.emplace(value, place);
    return is_new ? json::Value() : at->second;
  }

 private:
  std::array<std::pair<T, json::Value>, 16> few_;
  std::size_t count_ = 0;
  std::unordered_map<T, json::Value> many_;
};

}  // namespace stacmlm::rules
