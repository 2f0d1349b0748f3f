// SPDX-License-Identifier: Apache-2.0
#include "rules/view/word.h"

#include <bit>

namespace stacmlm::rules {

WordList::WordList(const std::vector<std::string_view>& words)
    : mask_(std::bit_ceil(words.size() * 2 + 1) - 1), slots_(mask_ + 1) {
  int index = 0;
  for (const std::string_view text : words) {
    const Word word(text);
    std::size_t at = word.hash() & mask_;
    while (slots_[at].index >= 0) at = (at + 1) & mask_;
    slots_[at] = {word, index++};
  }
}

}  // namespace stacmlm::rules
