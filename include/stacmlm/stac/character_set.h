// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace stacmlm::stac {

/// Some ASCII characters, as a class of an expression lists them: `CharacterSet("a-z0-9_-")` is
/// `[a-z0-9_-]`. A hyphen at the end stands for itself.
class CharacterSet {
 public:
  constexpr explicit CharacterSet(std::string_view characters) {
    for (std::size_t i = 0; i < characters.size(); ++i) {
      const bool is_range = i + 2 < characters.size() && characters[i + 1] == '-';
      const char last = is_range ? characters[i + 2] : characters[i];
      for (char c = characters[i]; c <= last; ++c) has_[static_cast<std::uint8_t>(c)] = true;
      if (is_range) i += 2;
    }
  }

  [[nodiscard]] constexpr bool has(char c) const { return has_[static_cast<std::uint8_t>(c)]; }
  [[nodiscard]] constexpr bool has_all(std::string_view text) const {
    for (const char c : text) {
      if (!has(c)) return false;
    }
    return true;
  }

 private:
  std::array<bool, 256> has_{};
};

}  // namespace stacmlm::stac
