// SPDX-License-Identifier: Apache-2.0
#include "run/expression/expression.h"

#include <algorithm>

#include "run/expression/compiler.h"

namespace stacmlm::run {
namespace {

base::Result<Code> compile_tokens(const std::vector<Token>& tokens, ExpressionSyntax syntax,
                                  std::span<const std::string> bands) {
  const CodeWriter writer(syntax, bands);
  if (syntax != ExpressionSyntax::kRioCalc || !looks_bracketed(tokens)) {
    return compile_infix(tokens, writer);
  }
  auto code = compile_brackets(tokens, writer);
  if (code) return code;
  auto infix = compile_infix(tokens, writer);
  return infix ? infix : code;
}

}  // namespace

struct Expression::Program {
  Code code;
  std::vector<std::size_t> inputs;
};

Expression::Expression(std::shared_ptr<const Program> program) : program_(std::move(program)) {}

base::Result<Expression> Expression::compile(std::string_view text, ExpressionSyntax syntax,
                                             std::span<const std::string> bands) {
  STACMLM_TRY(const auto tokens, tokens_of(text));
  STACMLM_TRY(Code code, compile_tokens(tokens, syntax, bands));
  auto program = std::make_shared<Program>();
  for (const Instruction& instruction : code.instructions) {
    if (instruction.operation == Operation::kBand) program->inputs.push_back(instruction.band);
  }
  std::ranges::sort(program->inputs);
  program->inputs.erase(std::unique(program->inputs.begin(), program->inputs.end()),
                        program->inputs.end());
  program->code = std::move(code);
  return Expression(std::move(program));
}

const std::vector<std::size_t>& Expression::inputs() const { return program_->inputs; }

std::size_t Expression::results() const { return program_->code.results; }

void Expression::evaluate(std::span<const double* const> columns, std::size_t count, double* out,
                          Space& space) const {
  const Code& code = program_->code;
  space.resize(std::max(space.size(), code.places * kRun));
  for (std::size_t first = 0; first < count; first += kRun) {
    run_code(code.instructions, columns, first, std::min(kRun, count - first), space.data(),
             out + first, count);
  }
}

}  // namespace stacmlm::run
