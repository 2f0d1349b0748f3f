// SPDX-License-Identifier: Apache-2.0
// Python's grammar, as far as one pixel needs it.
#include <array>

#include "run/expression/compiler.h"
#include "run/expression/token_cursor.h"

namespace stacmlm::run {
namespace {

constexpr int kNotLevel = 3;
constexpr int kComparison = 4;
constexpr int kUnary = 10;
constexpr int kPowerLevel = 11;

struct Level {
  std::string_view symbol;
  int level;
};
constexpr std::array kLevels = std::to_array<Level>({
    {"or", 1},
    {"and", 2},
    {"<", 4},
    {"<=", 4},
    {">", 4},
    {">=", 4},
    {"==", 4},
    {"!=", 4},
    {"|", 5},
    {"^", 6},
    {"&", 7},
    {"+", 8},
    {"-", 8},
    {"*", 9},
    {"/", 9},
    {"//", 9},
    {"%", 9},
    {"**", 11},
});

/// How tight an operator binds; 0: it is none.
int level_of(const Token& token) {
  if (token.kind != Token::Kind::kSymbol && token.kind != Token::Kind::kName) return 0;
  for (const Level& row : kLevels) {
    if (token.text == row.symbol) return row.level;
  }
  return 0;
}

class Infix {
 public:
  Infix(const std::vector<Token>& tokens, CodeWriter writer)
      : cursor_(tokens), writer_(std::move(writer)) {}

  base::Result<Code> run() {
    std::size_t results = 1;
    cursor_.skip_prefix();
    const bool is_list = here().is("[");
    if (is_list || (here().is_word("asarray") && cursor_.ahead(1).is("("))) {
      cursor_.skip(is_list ? 1 : 2);
      STACMLM_TRY(const auto arguments, arguments_until(is_list ? "]" : ")"));
      results = arguments.size();
      if (results == 0) return wrong_at(here().at, "no result");
    } else {
      STACMLM_CHECK(operand(1));
    }
    if (!cursor_.is_at_end()) return cursor_.unexpected();
    return std::move(writer_).finish(results);
  }

 private:
  [[nodiscard]] const Token& here() const { return cursor_.here(); }

  /// An operand and all operators behind it that bind at least as tight as `level`.
  base::Result<bool> operand(int level) {
    STACMLM_CHECK(writer_.enter(here().at));
    STACMLM_TRY(bool left, prefixed(level));
    for (int found = level_of(here()); found >= level && found != 0; found = level_of(here())) {
      const Token symbol = cursor_.take();
      STACMLM_TRY(const bool right, operand(found == kPowerLevel ? kUnary : found + 1));
      STACMLM_TRY(left, writer_.binary(symbol, left, right));
      if (found == kComparison && level_of(here()) == kComparison) {
        return wrong_at(here().at, "comparisons in a row: put brackets around each, with `&`");
      }
    }
    writer_.leave();
    return left;
  }

  base::Result<bool> prefixed(int level) {
    if (here().is_word("not") && level <= kNotLevel) {
      cursor_.skip(1);
      STACMLM_CHECK(operand(kNotLevel));
      return writer_.emit(Operation::kNot, true);
    }
    if (!here().is("-") && !here().is("+") && !here().is("~")) return postfixed();
    const Token sign = cursor_.take();
    STACMLM_TRY(const bool is_truth, operand(kUnary));
    if (sign.is("+")) return is_truth;
    if (sign.is("-")) return writer_.emit(Operation::kNegate, false);
    return writer_.emit(is_truth ? Operation::kNot : Operation::kBitNot, is_truth);
  }

  /// `.astype(float)` changes nothing: all numbers are doubles.
  base::Result<bool> postfixed() {
    STACMLM_TRY(bool is_truth, primary());
    while (here().is(".")) {
      if (!cursor_.ahead(1).is_word("astype") || !cursor_.ahead(2).is("("))
        return cursor_.unexpected();
      cursor_.skip(3);
      cursor_.skip_prefix();
      const Token type = cursor_.take();
      const bool is_float = type.text == "float" || type.text.starts_with("float");
      if (!is_float) return wrong_at(type.at, "numbers are doubles here; astype(float) alone");
      if (!cursor_.take_if(")")) return cursor_.unexpected();
      is_truth = false;
    }
    return is_truth;
  }

  base::Result<bool> primary() {
    cursor_.skip_prefix();
    if (cursor_.take_if("(")) {
      STACMLM_TRY(const bool is_truth, operand(1));
      if (!cursor_.take_if(")")) return cursor_.unexpected();
      return is_truth;
    }
    const bool is_primary = !cursor_.is_at_end() && here().kind != Token::Kind::kSymbol;
    if (!is_primary) return cursor_.unexpected();
    const Token token = cursor_.take();
    if (token.kind == Token::Kind::kNumber) return writer_.number(token.value);
    if (token.kind == Token::Kind::kQuoted) return writer_.quoted(token);
    return cursor_.take_if("(") ? call(token) : writer_.name(token);
  }

  base::Result<bool> call(const Token& name) {
    STACMLM_TRY(const auto arguments, arguments_until(")"));
    return writer_.call(name, arguments);
  }

  base::Result<std::vector<bool>> arguments_until(std::string_view end) {
    std::vector<bool> arguments;
    if (cursor_.take_if(end)) return arguments;
    do {
      STACMLM_TRY(const bool is_truth, operand(1));
      arguments.push_back(is_truth);
    } while (cursor_.take_if(","));
    if (!cursor_.take_if(end)) return cursor_.unexpected();
    return arguments;
  }

  TokenCursor cursor_;
  CodeWriter writer_;
};

}  // namespace

base::Result<Code> compile_infix(const std::vector<Token>& tokens, CodeWriter writer) {
  return Infix(tokens, std::move(writer)).run();
}

}  // namespace stacmlm::run
