// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace stacmlm::json {

/// The hash of an object key. Not stable across versions, and no defence by itself: equal hashes
/// are always followed by a comparison of the text.
inline std::uint32_t mix_key(std::uint64_t head, std::uint64_t tail, std::size_t size) {
  std::uint64_t x = (head ^ (size * 0x9E3779B97F4A7C15ULL)) * 0xBF58476D1CE4E5B9ULL;
  x ^= (tail + 0x94D049BB133111EBULL) * 0xD6E8FEB86659FD93ULL;
  x ^= x >> 29;
  return static_cast<std::uint32_t>((x * 0x9E3779B97F4A7C15ULL) >> 32);
}

inline std::uint32_t hash_key(std::string_view key) {
  std::uint64_t head = 0;
  std::uint64_t tail = 0;
  if (key.size() < 8) {
    if (!key.empty()) std::memcpy(&head, key.data(), key.size());
    tail = head;
  } else {
    std::memcpy(&head, key.data(), 8);
    std::memcpy(&tail, key.data() + key.size() - 8, 8);
  }
  return mix_key(head, tail, key.size());
}

/// The same hash for text that has at least 8 readable bytes behind its start.
inline std::uint32_t hash_padded_key(const char* data, std::size_t size) {
  std::uint64_t head = 0;
  std::memcpy(&head, data, 8);
  std::uint64_t tail = 0;
  if (size < 8) {
    head &= (std::uint64_t{1} << (8 * size)) - 1;
    tail = head;
  } else {
    std::memcpy(&tail, data + size - 8, 8);
  }
  return mix_key(head, tail, size);
}

/// True if two keys are equal; for keys of a few words, inline, which a call of memcmp is not.
inline bool same_key(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  const auto differs = [&](std::size_t at) {
    std::uint64_t x = 0;
    std::uint64_t y = 0;
    std::memcpy(&x, a.data() + at, 8);
    std::memcpy(&y, b.data() + at, 8);
    return x != y;
  };
  if (a.size() < 8) {
    for (std::size_t i = 0; i < a.size(); ++i) {
      if (a[i] != b[i]) return false;
    }
    return true;
  }
  for (std::size_t at = 0; at + 8 < a.size(); at += 8) {
    if (differs(at)) return false;
  }
  return !differs(a.size() - 8);
}

/// A key with its hash, for looking it up many times.
struct Key {
  explicit Key(std::string_view key) : text(key), hash(hash_key(key)) {}
  Key(std::string_view key, std::uint32_t known_hash) : text(key), hash(known_hash) {}
  std::string_view text;
  std::uint32_t hash;
};

}  // namespace stacmlm::json
