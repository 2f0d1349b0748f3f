// SPDX-License-Identifier: Apache-2.0
#include "json/plan/word_set.h"

#include <algorithm>

namespace stacmlm::json::plan {

WordSet::WordSet(const std::vector<std::string_view>& words) {
  if (words.empty()) return;
  for (const std::string_view word : words) {
    words_.push_back({Spelling(word), static_cast<int>(words_.size())});
  }
  const auto length = [](const Word& word) { return word.spelling.text().size(); };
  std::ranges::stable_sort(words_, {}, length);
  longest_ = length(words_.back());
  starts_.clear();
  for (std::size_t size = 0; size <= longest_ + 1; ++size) {
    const auto first = std::ranges::lower_bound(words_, size, {}, length);
    starts_.push_back(static_cast<std::uint16_t>(first - words_.begin()));
  }
}

std::size_t WordSet::bytes() const {
  return words_.capacity() * sizeof(Word) + starts_.capacity() * sizeof(starts_.front());
}

int WordSet::find(std::string_view text) const {
  const auto found =
      std::ranges::find_if(words_, [&](const Word& word) { return word.spelling.text() == text; });
  return found == words_.end() ? -1 : found->position;
}

}  // namespace stacmlm::json::plan
