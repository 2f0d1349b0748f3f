// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "run/expression/lexer.h"

namespace stacmlm::run {

/// The place of a grammar among the tokens of an expression. It never moves beyond kEnd.
class TokenCursor {
 public:
  explicit TokenCursor(const std::vector<Token>& tokens) : tokens_(tokens) {}

  [[nodiscard]] const Token& here() const { return tokens_[at_]; }
  /// So many tokens on; kEnd where there are fewer.
  [[nodiscard]] const Token& ahead(std::size_t count) const {
    return count < tokens_.size() - at_ ? tokens_[at_ + count] : tokens_.back();
  }
  [[nodiscard]] bool is_at_end() const { return here().kind == Token::Kind::kEnd; }

  void skip(std::size_t count) {
    for (; count > 0 && !is_at_end(); --count) ++at_;
  }
  Token take() {
    const Token token = here();
    skip(1);
    return token;
  }
  bool take_if(std::string_view symbol) {
    if (!here().is(symbol)) return false;
    ++at_;
    return true;
  }
  /// `numpy.` and `np.` before a name go.
  void skip_prefix();

  /// The Error for a token that cannot stand here.
  [[nodiscard]] tl::unexpected<base::Error> unexpected() const;

 private:
  const std::vector<Token>& tokens_;
  std::size_t at_ = 0;
};

}  // namespace stacmlm::run
