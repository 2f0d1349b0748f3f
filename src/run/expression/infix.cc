// SPDX-License-Identifier: Apache-2.0
// Python's grammar, as far as one pixel needs it.
#include <fmt/format.h>

#include <array>

#include "run/expression/compiler.h"

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
      : tokens_(tokens), writer_(std::move(writer)) {}

  base::Result<Code> run() {
    std::size_t results = 1;
    pass_prefix(tokens_, at_);
    const bool is_list = here().is("[");
    if (is_list || (here().is_word("asarray") && tokens_[at_ + 1].is("("))) {
      at_ += is_list ? 1 : 2;
      STACMLM_TRY(const auto arguments, arguments_until(is_list ? "]" : ")"));
      results = arguments.size();
      if (results == 0) return wrong_at(here().at, "no result");
    } else {
      STACMLM_CHECK(operand(1));
    }
    if (here().kind != Token::Kind::kEnd) return unexpected();
    return std::move(writer_).finish(results);
  }

 private:
  [[nodiscard]] const Token& here() const { return tokens_[at_]; }
  Token take() { return tokens_[at_++]; }

  [[nodiscard]] tl::unexpected<base::Error> unexpected() const {
    if (here().kind == Token::Kind::kEnd) return wrong_at(here().at, "the end comes too early");
    if (here().is("=")) return wrong_at(here().at, "`=` is no comparison; `==` is");
    return wrong_at(here().at, fmt::format("`{}` is not expected here", here().text));
  }

  /// An operand and all operators behind it that bind at least as tight as `level`.
  base::Result<bool> operand(int level) {
    STACMLM_CHECK(writer_.enter(here().at));
    STACMLM_TRY(bool left, prefixed(level));
    for (int found = level_of(here()); found >= level && found != 0; found = level_of(here())) {
      const Token symbol = take();
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
      ++at_;
      STACMLM_CHECK(operand(kNotLevel));
      return writer_.emit(Operation::kNot, true);
    }
    if (!here().is("-") && !here().is("+") && !here().is("~")) return postfixed();
    const Token sign = take();
    STACMLM_TRY(const bool is_truth, operand(kUnary));
    if (sign.is("+")) return is_truth;
    if (sign.is("-")) return writer_.emit(Operation::kNegate, false);
    return writer_.emit(is_truth ? Operation::kNot : Operation::kBitNot, is_truth);
  }

  /// `.astype(float)` changes nothing: all numbers are doubles.
  base::Result<bool> postfixed() {
    STACMLM_TRY(bool is_truth, primary());
    while (here().is(".")) {
      if (!tokens_[at_ + 1].is_word("astype") || !tokens_[at_ + 2].is("(")) return unexpected();
      at_ += 3;
      pass_prefix(tokens_, at_);
      const Token type = take();
      const bool is_float = type.text == "float" || type.text.starts_with("float");
      if (!is_float) return wrong_at(type.at, "numbers are doubles here; astype(float) alone");
      if (!take_if(")")) return unexpected();
      is_truth = false;
    }
    return is_truth;
  }

  base::Result<bool> primary() {
    pass_prefix(tokens_, at_);
    const Token token = here();
    if (token.kind == Token::Kind::kEnd) return unexpected();
    ++at_;
    switch (token.kind) {
      case Token::Kind::kNumber:
        return writer_.number(token.value);
      case Token::Kind::kQuoted:
        return writer_.quoted(token);
      case Token::Kind::kName:
        if (!take_if("(")) return writer_.name(token);
        return call(token);
      default:
        break;
    }
    if (token.is("(")) {
      STACMLM_TRY(const bool is_truth, operand(1));
      if (!take_if(")")) return unexpected();
      return is_truth;
    }
    --at_;
    return unexpected();
  }

  base::Result<bool> call(const Token& name) {
    STACMLM_TRY(const auto arguments, arguments_until(")"));
    return writer_.call(name, arguments);
  }

  base::Result<std::vector<bool>> arguments_until(std::string_view end) {
    std::vector<bool> arguments;
    if (take_if(end)) return arguments;
    do {
      STACMLM_TRY(const bool is_truth, operand(1));
      arguments.push_back(is_truth);
    } while (take_if(","));
    if (!take_if(end)) return unexpected();
    return arguments;
  }

  bool take_if(std::string_view symbol) {
    if (!here().is(symbol)) return false;
    ++at_;
    return true;
  }

  const std::vector<Token>& tokens_;
  CodeWriter writer_;
  std::size_t at_ = 0;
};

}  // namespace

base::Result<Code> compile_infix(const std::vector<Token>& tokens, CodeWriter writer) {
  return Infix(tokens, std::move(writer)).run();
}

}  // namespace stacmlm::run
