// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "rules/tree/tree_hash.h"
#include "stacmlm/json/document.h"

namespace stacmlm::rules {

/// A value that an Item has in an `mlm:*` member, as a hash.
struct ItemValue {
  Hash key = 0;    ///< of the Item's home and the member
  Hash value = 0;  ///< hash of a text, bits of a number
  std::uint32_t item = 0;
  bool is_number = false;
  bool is_of_asset = false;  ///< stands on an asset

  /// The number. @pre is_number
  [[nodiscard]] double number() const;
};

/// Strings, numbers and booleans; nothing for others.
bool is_summarized(json::Value value);
/// @pre is_summarized(value)
Hash hash_of_value(json::Value value);

/// The key of ItemValue::key.
inline Hash value_key(Hash home, std::string_view member) { return mixed(home, hash_of(member)); }

/// The values of all Items, each once per home and member.
class ItemValues {
 public:
  void add(const ItemValue& value);
  /// Orders them; to be called before append().
  void index();
  /// Appends all values of a key, ordered by kind and value.
  void append(Hash key, std::vector<ItemValue>& to) const;

 private:
  static constexpr std::size_t kFirstLimit = std::size_t{1} << 16U;

  std::deque<ItemValue> values_;     // grows without a second copy
  std::size_t limit_ = kFirstLimit;  // when to look for repetitions
};

}  // namespace stacmlm::rules
