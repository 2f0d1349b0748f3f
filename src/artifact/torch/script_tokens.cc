// SPDX-License-Identifier: Apache-2.0
#include "artifact/torch/script_tokens.h"

#include <string>

namespace stacmlm::artifact::torch {
namespace {

bool begins_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool is_in_name(char c) { return begins_name(c) || (c >= '0' && c <= '9'); }

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f'; }

}  // namespace

Token Tokens::next() {
  for (;;) {
    while (!rest_.empty() && is_space(rest_.front())) rest_.remove_prefix(1);
    if (!rest_.starts_with('#')) break;
    rest_.remove_prefix(std::min(rest_.find('\n'), rest_.size()));
  }
  if (rest_.empty()) return {Token::Kind::kEnd, {}};
  const char first = rest_.front();
  if (first == '"' || first == '\'') return text_token();
  std::size_t size = 1;
  const bool is_number = first >= '0' && first <= '9';
  if (begins_name(first) || is_number) {
    while (size < rest_.size() && is_in_name(rest_[size])) ++size;
  }
  const Token token{begins_name(first) ? Token::Kind::kName : Token::Kind::kOther,
                    rest_.substr(0, size)};
  rest_.remove_prefix(size);
  return token;
}

Token Tokens::text_token() {
  const std::string quotes(3, rest_.front());
  const bool is_long = rest_.starts_with(quotes);
  const std::size_t width = is_long ? 3 : 1;
  for (std::size_t i = width; i < rest_.size(); ++i) {
    if (rest_[i] == '\\') {
      ++i;
    } else if (rest_[i] == '\n' && !is_long) {
      break;
    } else if (rest_.substr(i).starts_with(std::string_view(quotes).substr(0, width))) {
      const Token token{Token::Kind::kText, rest_.substr(width, i - width)};
      rest_.remove_prefix(i + width);
      return token;
    }
  }
  rest_ = {};
  return {Token::Kind::kBroken, {}};
}

}  // namespace stacmlm::artifact::torch
