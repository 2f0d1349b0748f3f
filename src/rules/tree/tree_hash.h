// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

namespace stacmlm::rules {

/// Stands for an id, a path or a value; 0 for none. What is found by hashes is compared with the
/// documents before it is told.
using Hash = std::uint64_t;

inline Hash hash_of(std::string_view text) {
  const Hash hash = std::hash<std::string_view>()(text);
  return hash == 0 ? 1 : hash;
}

inline Hash mixed(Hash a, Hash b) { return a ^ (b + 0x9E3779B97F4A7C15U + (a << 6U) + (a >> 2U)); }

/// An id is never taken for a path.
inline Hash hash_of_id(std::string_view id) { return mixed(hash_of(id), 0x1D); }

}  // namespace stacmlm::rules
