// SPDX-License-Identifier: Apache-2.0
// rasterio's form of rio-calc: an operator or function and its operands in brackets.
#include <fmt/format.h>

#include "run/expression/compiler.h"
#include "run/expression/token_cursor.h"

namespace stacmlm::run {
namespace {

bool is_operator(const Token& token) {
  constexpr std::string_view kNone = ".,()[]=~";
  return token.kind == Token::Kind::kSymbol && kNone.find(token.text) == std::string_view::npos;
}

class Brackets {
 public:
  Brackets(const std::vector<Token>& tokens, CodeWriter writer)
      : cursor_(tokens), writer_(std::move(writer)) {}

  base::Result<Code> run() {
    std::size_t results = 1;
    const Token& head = cursor_.ahead(1);
    if (head.is_word("asarray")) {
      cursor_.skip(2);
      STACMLM_TRY(const auto arguments, operands());
      results = arguments.size();
      if (results == 0) return wrong_at(head.at, "no result");
    } else {
      STACMLM_CHECK(operand());
    }
    if (!cursor_.is_at_end()) return cursor_.unexpected();
    return std::move(writer_).finish(results);
  }

 private:
  base::Result<bool> operand() {
    if (cursor_.here().is("-") && cursor_.ahead(1).kind == Token::Kind::kNumber) {
      cursor_.skip(1);
      return writer_.number(-cursor_.take().value);
    }
    const bool is_form = cursor_.here().is("(");
    const bool is_symbol = cursor_.here().kind == Token::Kind::kSymbol;
    if (cursor_.is_at_end() || (is_symbol && !is_form)) return cursor_.unexpected();
    const Token token = cursor_.take();
    if (token.kind == Token::Kind::kNumber) return writer_.number(token.value);
    if (token.kind == Token::Kind::kQuoted) return writer_.quoted(token);
    if (token.kind == Token::Kind::kName) return writer_.name(token);
    STACMLM_CHECK(writer_.enter(token.at));
    STACMLM_TRY(const bool is_truth, form());
    writer_.leave();
    return is_truth;
  }

  base::Result<bool> form() {
    if (cursor_.is_at_end()) return cursor_.unexpected();
    const Token head = cursor_.take();
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
    if (symbol.is("-") && cursor_.take_if(")")) return writer_.emit(Operation::kNegate, false);
    do {
      STACMLM_TRY(const bool right, operand());
      STACMLM_TRY(left, writer_.binary(symbol, left, right));
    } while (!cursor_.take_if(")"));
    return left;
  }

  /// `(read 1 4)` and `(take a 4)`: band 4 of the first file, or of the one called a.
  base::Result<bool> band() {
    if (cursor_.is_at_end()) return cursor_.unexpected();
    const Token file = cursor_.here();
    const Token number = cursor_.ahead(1);
    const bool is_whole = number.kind == Token::Kind::kNumber && number.value >= 1 &&
                          number.value <= 65536 &&
                          number.value == static_cast<double>(static_cast<int>(number.value));
    if (!is_whole || !cursor_.ahead(2).is(")")) {
      return wrong_at(file.at, "a file and the number of a band, from 1, are expected here");
    }
    if (file.kind == Token::Kind::kNumber && file.value != 1) {
      return wrong_at(file.at, "there is one file alone");
    }
    cursor_.skip(3);
    Token name = number;
    const std::string text = fmt::format("b{}", static_cast<int>(number.value));
    name.text = text;
    return writer_.name(name);
  }

  base::Result<std::vector<bool>> operands() {
    std::vector<bool> found;
    while (!cursor_.take_if(")")) {
      STACMLM_TRY(const bool is_truth, operand());
      found.push_back(is_truth);
    }
    return found;
  }

  TokenCursor cursor_;
  CodeWriter writer_;
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
