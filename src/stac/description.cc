// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/stac/description.h"

#include <bit>

namespace stacmlm::stac {

MemberIndex::MemberIndex(const std::vector<std::string_view>& keys) {
  slots_.resize(std::bit_ceil(keys.size() * 2 + 1));
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const std::uint32_t hash = json::hash_key(keys[i]);
    std::size_t at = hash & mask;
    while (slots_[at].index >= 0) at = (at + 1) & mask;
    slots_[at] = {hash, static_cast<int>(i), keys[i]};
  }
}

int MemberIndex::find(json::Value value) const {
  const std::uint32_t hash = value.node().key_hash;
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = hash & mask; slots_[at].index >= 0; at = (at + 1) & mask) {
    if (slots_[at].hash == hash && json::same_key(slots_[at].key, value.key()))
      return slots_[at].index;
  }
  return -1;
}

}  // namespace stacmlm::stac
