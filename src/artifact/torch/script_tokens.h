// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace stacmlm::artifact::torch {

/// One token of TorchScript code, which has Python's.
struct Token {
  enum class Kind { kName, kText, kOther, kEnd, kBroken } kind = Kind::kEnd;
  std::string_view text;  ///< of a kText without its quotes; of a kOther one character
};

/// Cuts code into tokens. White space, line ends and comments are passed over.
class Tokens {
 public:
  explicit Tokens(std::string_view code) : rest_(code) {}
  /// After kEnd and kBroken (a text that does not end) there is nothing more.
  Token next();

 private:
  Token text_token();

  std::string_view rest_;
};

}  // namespace stacmlm::artifact::torch
