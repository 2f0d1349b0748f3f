// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "json/plan/spelling.h"

namespace stacmlm::json::plan {

/// Words to look a text up in. Few words of a list have the same length, so the length says which
/// to compare with.
class WordSet {
 public:
  WordSet() = default;
  explicit WordSet(const std::vector<std::string_view>& words);

  [[nodiscard]] std::size_t size() const { return words_.size(); }
  [[nodiscard]] std::size_t bytes() const;

  /// The position of the string in the list given, or -1. As Spelling::is_at().
  [[nodiscard]] int find_written(const char* written, std::size_t size) const {
    if (size > longest_) return -1;
    const Word* const end = words_.data() + starts_[size + 1];
    for (const Word* word = words_.data() + starts_[size]; word != end; ++word) {
      if (word->spelling.is_at(written, size)) return word->position;
    }
    return -1;
  }
  /// The same for any text.
  [[nodiscard]] int find(std::string_view text) const;

 private:
  struct Word {
    Spelling spelling;
    int position;
  };
  std::vector<Word> words_;  // by length
  std::vector<std::uint16_t> starts_ = {
      0, 0};  // of the words of each length, and the end of the longest
  std::size_t longest_ = 0;
};

}  // namespace stacmlm::json::plan
