// SPDX-License-Identifier: Apache-2.0
#include "run/expression/lexer.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

#include "run/expression/expression.h"

namespace stacmlm::run {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool starts_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// Longer ones first.
constexpr std::array<std::string_view, 24> kSymbols = {
    "**", "//", "<=", ">=", "==", "!=", "+", "-", "*", "/", "%", "<",
    ">",  "(",  ")",  ",",  "&",  "|",  "^", "~", ".", "[", "]", "="};

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  base::Result<Token> next() {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
    if (at_ == text_.size()) return Token{Token::Kind::kEnd, "", 0, at_};
    const char first = text_[at_];
    const bool is_fraction = first == '.' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1]);
    if (is_digit(first) || is_fraction) return number();
    if (starts_name(first)) return name();
    if (first == '"' || first == '\'') return quoted(first);
    for (const std::string_view symbol : kSymbols) {
      if (text_.substr(at_, symbol.size()) == symbol) return token(Token::Kind::kSymbol, symbol);
    }
    const auto code = static_cast<unsigned char>(first);
    if (code > 0x20 && code < 0x7f) return wrong_at(at_, fmt::format("`{}` has no meaning", first));
    return wrong_at(at_, fmt::format("byte 0x{:02x} has no meaning", code));
  }

 private:
  Token token(Token::Kind kind, std::string_view text) {
    const Token made{kind, text, 0, at_};
    at_ += text.size();
    return made;
  }

  base::Result<Token> number() {
    double value = 0;
    const char* begin = text_.data() + at_;
    const auto [end, error] = std::from_chars(begin, text_.data() + text_.size(), value);
    if (error != std::errc()) return wrong_at(at_, "a number that no double holds");
    Token made = token(Token::Kind::kNumber, text_.substr(at_, end - begin));
    made.value = value;
    return made;
  }

  base::Result<Token> name() {
    std::size_t end = at_;
    while (end < text_.size() && (starts_name(text_[end]) || is_digit(text_[end]))) ++end;
    return token(Token::Kind::kName, text_.substr(at_, end - at_));
  }

  base::Result<Token> quoted(char quote) {
    const std::size_t end = text_.find(quote, at_ + 1);
    if (end == std::string_view::npos) return wrong_at(at_, "a quote that is never closed");
    const Token made{Token::Kind::kQuoted, text_.substr(at_ + 1, end - at_ - 1), 0, at_};
    at_ = end + 1;
    return made;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

tl::unexpected<base::Error> wrong_at(std::size_t at, const std::string& what) {
  return base::fail(base::ErrorKind::kInvalidDocument, fmt::format("column {}: {}", at + 1, what));
}

base::Result<std::vector<Token>> tokens_of(std::string_view text) {
  if (text.size() > Expression::kMostBytes) {
    return base::fail(base::ErrorKind::kLimitExceeded,
                      fmt::format("an expression of {} bytes; {} are the most", text.size(),
                                  Expression::kMostBytes));
  }
  Lexer lexer(text);
  std::vector<Token> tokens;
  do {
    STACMLM_TRY(const Token token, lexer.next());
    tokens.push_back(token);
  } while (tokens.back().kind != Token::Kind::kEnd);
  return tokens;
}

}  // namespace stacmlm::run
