// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/base/result.h"

namespace stacmlm::run {

struct Token {
  enum class Kind { kNumber, kName, kQuoted, kSymbol, kEnd };
  Kind kind = Kind::kEnd;
  std::string_view text;  ///< without quotes
  double value = 0;       ///< of a number
  std::size_t at = 0;     ///< first byte in the text

  [[nodiscard]] bool is(std::string_view symbol) const {
    return kind == Kind::kSymbol && text == symbol;
  }
  [[nodiscard]] bool is_word(std::string_view word) const {
    return kind == Kind::kName && text == word;
  }
};

/// The tokens of an expression; the last one is kEnd. They view the text.
base::Result<std::vector<Token>> tokens_of(std::string_view text);

/// `column 12: what`.
[[nodiscard]] tl::unexpected<base::Error> wrong_at(std::size_t at, const std::string& what);

}  // namespace stacmlm::run
