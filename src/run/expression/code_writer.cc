// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <numbers>
#include <utility>

#include "run/expression/compiler.h"

namespace stacmlm::run {
namespace {

using enum Operation;

struct Operator {
  std::string_view symbol;
  Operation operation;
  bool is_truth;
};

constexpr std::array kOperators = std::to_array<Operator>({
    {"+", kAdd, false},
    {"-", kSubtract, false},
    {"*", kMultiply, false},
    {"/", kDivide, false},
    {"//", kFloorDivide, false},
    {"%", kRemainder, false},
    {"**", kPower, false},
    {"<", kLess, true},
    {"<=", kLessEqual, true},
    {">", kGreater, true},
    {">=", kGreaterEqual, true},
    {"==", kEqual, true},
    {"!=", kNotEqual, true},
    {"&", kBitAnd, false},
    {"|", kBitOr, false},
    {"^", kBitExclusiveOr, false},
    {"and", kAnd, true},
    {"or", kOr, true},
});

constexpr std::array kConstants = std::to_array<std::pair<std::string_view, double>>({
    {"pi", std::numbers::pi},
    {"e", std::numbers::e},
    {"nan", std::numeric_limits<double>::quiet_NaN()},
    {"inf", std::numeric_limits<double>::infinity()},
    {"True", 1},
    {"False", 0},
});

/// What operators do to two truth values: as NumPy.
std::optional<Operation> on_truths(Operation operation) {
  switch (operation) {
    case kAdd:
    case kBitOr:
      return kOr;
    case kMultiply:
    case kBitAnd:
      return kAnd;
    case kBitExclusiveOr:
      return kExclusiveOr;
    default:
      return std::nullopt;
  }
}

}  // namespace

base::Result<void> CodeWriter::push(const Instruction& instruction) {
  if (code_.instructions.size() == Expression::kMostInstructions) {
    return base::fail(base::ErrorKind::kLimitExceeded,
                      fmt::format("more than {} operations", Expression::kMostInstructions));
  }
  places_ += 1;
  places_ -= static_cast<std::size_t>(operands_of(instruction.operation));
  if (places_ > Expression::kMostDepth) {
    return base::fail(
        base::ErrorKind::kLimitExceeded,
        fmt::format("more than {} operands wait for their operator", Expression::kMostDepth));
  }
  code_.places = std::max(code_.places, places_);
  code_.instructions.push_back(instruction);
  return {};
}

base::Result<bool> CodeWriter::number(double value) {
  STACMLM_CHECK(push({kNumber, 0, value}));
  return false;
}

base::Result<bool> CodeWriter::band(std::size_t index) {
  STACMLM_CHECK(push({kBand, static_cast<std::uint32_t>(index), 0}));
  return false;
}

base::Result<bool> CodeWriter::emit(Operation operation, bool is_truth) {
  STACMLM_CHECK(push({operation, 0, 0}));
  return is_truth;
}

base::Result<void> CodeWriter::enter(std::size_t at) {
  if (++nesting_ <= Expression::kMostDepth) return {};
  return base::fail(base::ErrorKind::kLimitExceeded, fmt::format("column {}: nested deeper than {}",
                                                                 at + 1, Expression::kMostDepth));
}

Code CodeWriter::finish(std::size_t results) && {
  code_.results = results;
  return std::move(code_);
}

std::optional<std::size_t> CodeWriter::band_of(std::string_view name) const {
  const auto found = std::ranges::find(bands_, name);
  const bool is_letter = syntax_ == ExpressionSyntax::kGdalCalc && name.size() == 1 &&
                         name[0] >= 'A' && name[0] <= 'Z';
  if (is_letter) return static_cast<std::size_t>(name[0] - 'A');
  if (found != bands_.end()) return static_cast<std::size_t>(found - bands_.begin());
  if (syntax_ == ExpressionSyntax::kGdalCalc || name.size() < 2 || name[0] != 'b') return {};
  std::size_t number = 0;
  const char* end = name.data() + name.size();
  const auto read = std::from_chars(name.data() + 1, end, number);
  if (read.ec != std::errc() || read.ptr != end || number == 0) return {};
  return number - 1;
}

std::string CodeWriter::known_bands() const {
  constexpr std::size_t kMostShown = 20;
  if (bands_.empty()) return "there are no bands";
  const auto shown = bands_.first(std::min(bands_.size(), kMostShown));
  return fmt::format("the bands are {}{}", fmt::join(shown, ", "),
                     shown.size() < bands_.size() ? ", ..." : "");
}

base::Result<bool> CodeWriter::name(const Token& token) {
  if (const auto index = band_of(token.text)) {
    if (*index < bands_.size()) return band(*index);
    return wrong_at(token.at,
                    fmt::format("`{}` is band {}, and there {} {}", token.text, *index + 1,
                                bands_.size() == 1 ? "is" : "are", bands_.size()));
  }
  for (const auto& [name, value] : kConstants) {
    if (token.text != name) continue;
    STACMLM_CHECK(number(value));
    return token.text == "True" || token.text == "False";
  }
  if (find_function(token.text) != nullptr) {
    return wrong_at(token.at,
                    fmt::format("`{}` is a function: its arguments are missing", token.text));
  }
  return wrong_at(token.at, fmt::format("`{}` is no band; {}", token.text, known_bands()));
}

base::Result<bool> CodeWriter::quoted(const Token& token) {
  const auto found = std::ranges::find(bands_, token.text);
  if (found != bands_.end()) return band(static_cast<std::size_t>(found - bands_.begin()));
  return wrong_at(token.at, fmt::format("`{}` is no band; {}", token.text, known_bands()));
}

base::Result<bool> CodeWriter::binary(const Token& symbol, bool left, bool right) {
  const auto* row = std::ranges::find(kOperators, symbol.text, &Operator::symbol);
  if (row == kOperators.end()) {
    return wrong_at(symbol.at, fmt::format("`{}` is no operator", symbol.text));
  }
  if (!left || !right) return emit(row->operation, row->is_truth);
  if (row->operation == kSubtract) {
    return wrong_at(symbol.at, "truth values cannot be subtracted; `^` tells where they differ");
  }
  if (const auto logical = on_truths(row->operation)) return emit(*logical, true);
  return emit(row->operation, row->is_truth);
}

base::Result<bool> CodeWriter::call(const Token& name, const std::vector<bool>& arguments) {
  const Function* function = find_function(name.text);
  if (function == nullptr) {
    return wrong_at(name.at, fmt::format("there is no function `{}`", name.text));
  }
  const auto wanted = static_cast<std::size_t>(operands_of(function->operation));
  if (function->is_variadic ? arguments.size() < wanted : arguments.size() != wanted) {
    return wrong_at(name.at, fmt::format("`{}` takes {}{} argument{}, not {}", name.text,
                                         function->is_variadic ? "at least " : "", wanted,
                                         wanted == 1 ? "" : "s", arguments.size()));
  }
  for (std::size_t i = wanted; i < arguments.size(); ++i) {
    STACMLM_CHECK(emit(function->operation, false));
  }
  return emit(function->operation, function->is_truth);
}

}  // namespace stacmlm::run
