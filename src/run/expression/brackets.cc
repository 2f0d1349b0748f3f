// SPDX-License-Identifier: Apache-2.0
// rasterio's form of rio-calc: an operator or function and its operands in brackets.
#include <fmt/format.h>

#include "run/expression/compiler.h"

namespace stacmlm::run {
namespace {

bool is_operator(const Token& token) {
  constexpr std::string_view kNone = ".,()[]=~";
  return token.kind == Token::Kind::kSymbol && kNone.find(token.text) == std::string_view::npos;
}

class Brackets {
 public:
  Brackets(const std::vector<Token>& tokens, CodeWriter writer)
      : tokens_(tokens), writer_(std::move(writer)) {}

  base::Result<Code> run() {
    std::size_t results = 1;
    if (tokens_[1].is_word("asarray")) {
      at_ = 2;
      STACMLM_TRY(const auto arguments, operands());
      results = arguments.size();
      if (results == 0) return wrong_at(tokens_[1].at, "no result");
    } else {
      STACMLM_CHECK(operand());
    }
    const Token& rest = tokens_[at_];
    if (rest.kind != Token::Kind::kEnd) {
      return wrong_at(rest.at, fmt::format("`{}` is not expected here", rest.text));
    }
    return std::move(writer_).finish(results);
  }

 private:
  base::Result<bool> operand() {
    const Token token = tokens_[at_];
    if (token.kind == Token::Kind::kEnd) return wrong_at(token.at, "the end comes too early");
    ++at_;
    if (token.kind == Token::Kind::kNumber) return writer_.number(token.value);
    if (token.kind == Token::Kind::kQuoted) return writer_.quoted(token);
    if (token.kind == Token::Kind::kName) return writer_.name(token);
    if (token.is("-") && tokens_[at_].kind == Token::Kind::kNumber) {
      return writer_.number(-tokens_[at_++].value);
    }
    if (!token.is("(")) {
      return wrong_at(token.at, fmt::format("`{}` is not expected here", token.text));
    }
    STACMLM_CHECK(writer_.enter(token.at));
    STACMLM_TRY(const bool is_truth, form());
    writer_.leave();
    return is_truth;
  }

  base::Result<bool> form() {
    const Token head = tokens_[at_];
    if (head.kind == Token::Kind::kEnd) return wrong_at(head.at, "the end comes too early");
    ++at_;
    if (head.is_word("read") || head.is_word("take")) return band();
    if (head.kind == Token::Kind::kName) {
      STACMLM_TRY(const auto arguments, operands());
      return writer_.call(head, arguments);
    }
    if (!is_operator(head)) {
      return wrong_at(head.at, fmt::format("`{}` is no operator or function", head.text));
    }
    return chain(head);
  }

  /// `(+ a b c)` is (a + b) + c, `(- a)` is -a.
  base::Result<bool> chain(const Token& symbol) {
    STACMLM_TRY(bool left, operand());
    if (symbol.is("-") && take_if(")")) return writer_.emit(Operation::kNegate, false);
    do {
      STACMLM_TRY(const bool right, operand());
      STACMLM_TRY(left, writer_.binary(symbol, left, right));
    } while (!take_if(")"));
    return left;
  }

  /// `(read 1 4)` and `(take a 4)`: band 4 of the first file, or of the one called a.
  base::Result<bool> band() {
    const Token file = tokens_[at_];
    if (file.kind == Token::Kind::kEnd) return wrong_at(file.at, "the end comes too early");
    const Token number = tokens_[at_ + 1];
    const bool is_whole = number.kind == Token::Kind::kNumber && number.value >= 1 &&
                          number.value <= 65536 &&
                          number.value == static_cast<double>(static_cast<int>(number.value));
    if (!is_whole || !tokens_[at_ + 2].is(")")) {
      return wrong_at(file.at, "a file and the number of a band, from 1, are expected here");
    }
    if (file.kind == Token::Kind::kNumber && file.value != 1) {
      return wrong_at(file.at, "there is one file alone");
    }
    at_ += 3;
    Token name = number;
    const std::string text = fmt::format("b{}", static_cast<int>(number.value));
    name.text = text;
    return writer_.name(name);
  }

  base::Result<std::vector<bool>> operands() {
    std::vector<bool> found;
    while (!take_if(")")) {
      STACMLM_TRY(const bool is_truth, operand());
      found.push_back(is_truth);
    }
    return found;
  }

  bool take_if(std::string_view symbol) {
    if (!tokens_[at_].is(symbol)) return false;
    ++at_;
    return true;
  }

  const std::vector<Token>& tokens_;
  CodeWriter writer_;
  std::size_t at_ = 0;
};

}  // namespace

base::Result<Code> compile_brackets(const std::vector<Token>& tokens, CodeWriter writer) {
  return Brackets(tokens, std::move(writer)).run();
}

bool looks_bracketed(const std::vector<Token>& tokens) {
  if (tokens.size() < 4 || !tokens[0].is("(")) return false;
  if (tokens[1].kind == Token::Kind::kName) {
    const bool is_head = tokens[1].text == "asarray" || tokens[1].text == "take" ||
                         tokens[1].text == "read" || find_function(tokens[1].text) != nullptr;
    return is_head && !tokens[2].is("(")
               ? true
               : is_head && tokens[2].at > tokens[1].at + tokens[1].text.size();
  }
  if (!is_operator(tokens[1])) return false;
  // `(- a b)` is meant so, `(-a + b)` is not.
  const bool is_sign = tokens[1].is("-") || tokens[1].is("+");
  return !is_sign || tokens[2].at > tokens[1].at + 1;
}

}  // namespace stacmlm::run
