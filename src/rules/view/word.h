// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "stacmlm/json/document.h"
#include "stacmlm/json/key_hash.h"

namespace stacmlm::rules {

/// A text with its hash, so that comparing it costs little more than comparing a number. A literal
/// is one: `link.rel == "self"`.
class Word {
 public:
  constexpr Word() = default;
  // NOLINTNEXTLINE(google-explicit-constructor): rules compare with literals throughout
  constexpr Word(const char* literal) : Word(std::string_view(literal)) {}
  constexpr explicit Word(std::string_view text) : text_(text), hash_(json::hash_key(text)) {}
  /// A string; the empty word for anything else.
  static Word of(json::Value value) { return value.is_string() ? Word(value.string()) : Word(); }
  /// The key under which a value stands.
  static Word key_of(json::Value value) { return {value.key(), value.node().key_hash}; }

  [[nodiscard]] constexpr std::string_view text() const { return text_; }
  [[nodiscard]] constexpr std::uint32_t hash() const { return hash_; }
  [[nodiscard]] constexpr bool empty() const { return text_.empty(); }
  friend constexpr bool operator==(const Word& a, const Word& b) {
    return a.hash_ == b.hash_ && json::same_key(a.text_, b.text_);
  }

 private:
  constexpr Word(std::string_view text, std::uint32_t hash) : text_(text), hash_(hash) {}

  std::string_view text_;
  std::uint32_t hash_ = json::hash_key({});
};

/// `mlm` in any case, and more.
constexpr bool starts_like_mlm(std::string_view text) {
  const auto is = [&](std::size_t at, char small) { return (text[at] | 0x20) == small; };
  return text.size() > 4 && is(0, 'm') && is(1, 'l') && is(2, 'm');
}

/// A fixed list of different words, found by their hashes.
class WordList {
 public:
  explicit WordList(const std::vector<std::string_view>& words);
  /// The index of the word in the list, or -1.
  [[nodiscard]] int find(const Word& word) const {
    for (std::size_t at = word.hash() & mask_;; at = (at + 1) & mask_) {
      const Slot& slot = slots_[at];
      if (slot.index < 0 || slot.word == word) return slot.index;
    }
  }
  [[nodiscard]] bool has(const Word& word) const { return find(word) >= 0; }

 private:
  struct Slot {
    Word word;
    int index = -1;
  };
  std::size_t mask_;
  std::vector<Slot> slots_;
};

}  // namespace stacmlm::rules

/// Of all of the text: what equal hashes of few bytes would crowd does not crowd here.
template <>
struct std::hash<stacmlm::rules::Word> {
  std::size_t operator()(const stacmlm::rules::Word& word) const {
    return std::hash<std::string_view>()(word.text());
  }
};
