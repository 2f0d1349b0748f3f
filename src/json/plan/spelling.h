// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace stacmlm::json::plan {

/// A text that is known beforehand, to compare with strings of a document as they are written:
/// eight bytes at once, the first of them with the closing quote if that is among them. It takes
/// the place of a comparison of lengths.
class Spelling {
 public:
  explicit Spelling(std::string_view text) : text_(text) {
    char first[kWord] = {};
    char counts[kWord] = {};
    for (std::size_t i = 0; i < kWord && i <= text.size(); ++i) {
      first[i] = i < text.size() ? text[i] : '"';
      counts[i] = '\xFF';
    }
    head_ = load(first);
    mask_ = load(counts);
  }

  [[nodiscard]] std::string_view text() const { return text_; }

  /// True if the string that starts at `written`, behind its quote, is this text. The string has no
  /// escapes, and the document some bytes behind its end.
  [[nodiscard]] bool is_at(const char* written, std::size_t size) const {
    if ((load(written) & mask_) != head_) return false;
    return text_.size() < kWord || (size == text_.size() && has_same_rest(written));
  }

 private:
  static constexpr std::size_t kWord = 8;

  static std::uint64_t load(const char* bytes) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes, kWord);
    return word;
  }

  [[nodiscard]] bool has_same_rest(const char* written) const {
    const std::size_t last = text_.size() - kWord;
    for (std::size_t at = kWord; at < last; at += kWord) {
      if (load(written + at) != load(text_.data() + at)) return false;
    }
    return load(written + last) == load(text_.data() + last);
  }

  std::uint64_t head_;
  std::uint64_t mask_;
  std::string_view text_;
};

}  // namespace stacmlm::json::plan
