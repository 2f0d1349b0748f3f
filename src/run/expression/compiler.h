// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "run/expression/expression.h"
#include "run/expression/lexer.h"
#include "run/expression/operations.h"

namespace stacmlm::run {

struct Code {
  std::vector<Instruction> instructions;
  std::size_t results = 1;  ///< left on the stack
  std::size_t places = 0;   ///< of the stack, at most in use at a time
};

/// Writes the code of an expression: what both grammars (infix, brackets) share. Each operand is
/// known by whether it is a truth value.
class CodeWriter {
 public:
  CodeWriter(ExpressionSyntax syntax, std::span<const std::string> bands)
      : syntax_(syntax), bands_(bands) {}

  base::Result<bool> number(double value);
  base::Result<bool> band(std::size_t index);
  /// A name of a band, `b2`, a letter, or a constant.
  base::Result<bool> name(const Token& token);
  base::Result<bool> quoted(const Token& token);
  /// An operator between two operands.
  base::Result<bool> binary(const Token& symbol, bool left, bool right);
  base::Result<bool> call(const Token& name, const std::vector<bool>& arguments);
  base::Result<bool> emit(Operation operation, bool is_truth);

  /// One step deeper, checked; leave() comes back.
  base::Result<void> enter(std::size_t at);
  void leave() { --nesting_; }

  [[nodiscard]] std::size_t places() const { return places_; }
  [[nodiscard]] Code finish(std::size_t results) &&;

 private:
  [[nodiscard]] std::optional<std::size_t> band_of(std::string_view name) const;
  [[nodiscard]] std::string known_bands() const;
  base::Result<void> push(const Instruction& instruction);

  ExpressionSyntax syntax_;
  std::span<const std::string> bands_;
  Code code_;
  std::size_t places_ = 0;
  std::size_t nesting_ = 0;
};

base::Result<Code> compile_infix(const std::vector<Token>& tokens, CodeWriter writer);
/// rasterio's form: `(* 2 (take a 1))`.
base::Result<Code> compile_brackets(const std::vector<Token>& tokens, CodeWriter writer);
/// True if the text can only be meant as rasterio's form.
bool looks_bracketed(const std::vector<Token>& tokens);

}  // namespace stacmlm::run
