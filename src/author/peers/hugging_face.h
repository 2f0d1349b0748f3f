// SPDX-License-Identifier: Apache-2.0
// The words of model hubs in the front matter of a card, for those that write it and read it.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace stacmlm::author::hugging_face {

/// Which way a word is translated. Only one way where the other would say more than is known.
enum class Way : std::uint8_t { kBoth, kRead, kWrite };

/// A word of a hub, and that of MLM or SPDX. Where several rows have one word, the first counts.
struct Word {
  std::string_view hub;
  std::string_view ours;
  Way way = Way::kBoth;
};
std::span<const Word> tasks();      ///< `pipeline_tag`
std::span<const Word> libraries();  ///< `library_name`, and frameworks
std::span<const Word> licenses();   ///< `license`, and SPDX identifiers

/// What a word of a hub means; empty if that is not known.
std::string_view read(std::span<const Word> words, std::string_view hub);

/// What a hub calls one of our words; empty if it has none.
std::string_view write(std::span<const Word> words, std::string_view ours);

/// True if a hub has one word for several of ours.
bool is_wider(std::span<const Word> words, std::string_view hub);

}  // namespace stacmlm::author::hugging_face
