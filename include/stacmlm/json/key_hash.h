// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

namespace stacmlm::json {

/// The bytes at `data` as a number, the first byte lowest: the same while compiling and on every
/// machine.
template <class Word>
constexpr Word load(const char* data) {
  Word word = 0;
  if (std::is_constant_evaluated() || std::endian::native != std::endian::little) {
    for (std::size_t i = 0; i < sizeof(Word); ++i) {
      const auto byte = static_cast<Word>(static_cast<unsigned char>(data[i]));
      word = static_cast<Word>(word | byte << (8 * i));
    }
  } else {
    std::memcpy(&word, data, sizeof(Word));
  }
  return word;
}

/// A key of less than 8 bytes as a number.
constexpr std::uint64_t load_short_key(std::string_view key) {
  const char* data = key.data();
  const std::size_t size = key.size();
  if (size >= 4) {
    const std::uint64_t tail = load<std::uint32_t>(data + size - 4);
    return load<std::uint32_t>(data) | tail << (8 * (size - 4));
  }
  if (size == 0) return 0;
  // The first, the middle and the last byte are all there are, some of them twice.
  const auto byte = [&](std::size_t at) { return load<std::uint8_t>(data + at) << (8 * at); };
  return static_cast<std::uint64_t>(byte(0) | byte(size / 2) | byte(size - 1));
}

/// Masks of the first 0 to 8 bytes of a word.
inline constexpr std::uint64_t kFirstBytes[] = {0,
                                                0xFF,
                                                0xFFFF,
                                                0xFFFFFF,
                                                0xFFFFFFFF,
                                                0xFFFFFFFFFF,
                                                0xFFFFFFFFFFFF,
                                                0xFFFFFFFFFFFFFF,
                                                0xFFFFFFFFFFFFFFFF};

/// The hash of a key out of words that begin with its first bytes and with its last ones: eight, or
/// all if it has fewer. Bytes behind those of a shorter key do not count: sums and products carry
/// upwards only, and are cut off. The shift lets all bytes count in the low bits of the hash, which
/// choose places in tables.
constexpr std::uint32_t mix_key(std::uint64_t head, std::uint64_t tail, std::size_t size) {
  std::uint64_t x = (head * 0x9E3779B97F4A7C14ULL + tail) & kFirstBytes[size < 8 ? size : 8];
  x ^= x >> 32;
  return static_cast<std::uint32_t>(((x + size) * 0xD6E8FEB86659FD93ULL) >> 32);
}

/// The hash of an object key. Not stable across versions, and no defence by itself: equal hashes
/// are always followed by a comparison of the text.
constexpr std::uint32_t hash_key(std::string_view key) {
  const std::size_t size = key.size();
  if (size < 8) {
    const std::uint64_t whole = load_short_key(key);
    return mix_key(whole, whole, size);
  }
  const char* data = key.data();
  return mix_key(load<std::uint64_t>(data), load<std::uint64_t>(data + size - 8), size);
}

/// The same hash for text that has at least 8 readable bytes behind its start. Without a branch:
/// which keys are short is hard to foresee.
constexpr std::uint32_t hash_padded_key(const char* data, std::size_t size) {
  const std::size_t tail = size - (size < 8 ? size : 8);
  return mix_key(load<std::uint64_t>(data), load<std::uint64_t>(data + tail), size);
}

/// True if two keys are equal; for keys of a few words, inline, which a call of memcmp is not.
constexpr bool same_key(std::string_view a, std::string_view b) {
  const std::size_t size = a.size();
  if (size != b.size()) return false;
  if (size < 8) return load_short_key(a) == load_short_key(b);
  const auto same = [&](std::size_t at) {
    return load<std::uint64_t>(a.data() + at) == load<std::uint64_t>(b.data() + at);
  };
  for (std::size_t at = 0; at + 8 < size; at += 8) {
    if (!same(at)) return false;
  }
  return same(size - 8);
}

/// A key with its hash, for looking it up many times.
struct Key {
  constexpr explicit Key(std::string_view key) : text(key), hash(hash_key(key)) {}
  constexpr Key(std::string_view key, std::uint32_t known_hash) : text(key), hash(known_hash) {}
  std::string_view text;
  std::uint32_t hash;
};

}  // namespace stacmlm::json
