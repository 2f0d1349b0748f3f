// SPDX-License-Identifier: Apache-2.0
#include "artifact/pt2/expression.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <span>

namespace stacmlm::artifact::pt2 {
namespace {

// SymPy's, and those that PyTorch adds to them.
constexpr std::string_view kArithmetic[] = {"Abs",
                                            "Add",
                                            "CeilToInt",
                                            "CleanDiv",
                                            "Eq",
                                            "Equality",
                                            "False",
                                            "Float",
                                            "FloatPow",
                                            "FloatTrueDiv",
                                            "FloorDiv",
                                            "FloorToInt",
                                            "Ge",
                                            "GreaterThan",
                                            "Gt",
                                            "Identity",
                                            "IntTrueDiv",
                                            "Integer",
                                            "LShift",
                                            "Le",
                                            "LessThan",
                                            "Lt",
                                            "Max",
                                            "Min",
                                            "Mod",
                                            "ModularIndexing",
                                            "Mul",
                                            "Ne",
                                            "Not",
                                            "And",
                                            "Or",
                                            "Piecewise",
                                            "Pow",
                                            "PowByNatural",
                                            "PythonMod",
                                            "RShift",
                                            "Rational",
                                            "RoundDecimal",
                                            "RoundToInt",
                                            "StrictGreaterThan",
                                            "StrictLessThan",
                                            "Symbol",
                                            "ToFloat",
                                            "True",
                                            "TruncToFloat",
                                            "TruncToInt",
                                            "Unequality",
                                            "Where",
                                            "ceiling",
                                            "false",
                                            "finite",
                                            "floor",
                                            "integer",
                                            "nonnegative",
                                            "positive",
                                            "precision",
                                            "real",
                                            "sqrt",
                                            "true",
                                            "zoo",
                                            "oo",
                                            "negative",
                                            "nonzero",
                                            "zero",
                                            "extended_real"};

constexpr std::string_view kComparison[] = {"False",
                                            "L",
                                            "None",
                                            "True",
                                            "abs",
                                            "and",
                                            "args",
                                            "bool",
                                            "ceil",
                                            "dim",
                                            "dtype",
                                            "float",
                                            "floor",
                                            "in",
                                            "int",
                                            "is",
                                            "kwargs",
                                            "len",
                                            "math",
                                            "max",
                                            "min",
                                            "ndim",
                                            "not",
                                            "or",
                                            "pow",
                                            "shape",
                                            "size",
                                            "sqrt",
                                            "storage_offset",
                                            "stride",
                                            "sym_float",
                                            "sym_int",
                                            "sym_max",
                                            "sym_min",
                                            "sym_not",
                                            "sym_ite",
                                            "torch"};

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

/// `s0`, `u12`, `zf3`: the names of PyTorch's symbols.
bool is_symbol(std::string_view name) {
  const std::size_t digits = name.find_first_of("0123456789");
  if (digits == 0 || digits > 4) return false;  // npos too
  return std::ranges::all_of(name.substr(0, digits), [](char c) { return c >= 'a' && c <= 'z'; }) &&
         std::ranges::all_of(name.substr(digits), is_digit);
}

// SymPy evaluates a text that it is given elsewhere.
constexpr std::string_view kTakesText[] = {"Symbol(", "Float("};

struct Grammar {
  std::span<const std::string_view> names;
  std::string_view signs;
  bool is_python = false;  // not SymPy's: members behind a dot, and texts are texts
};

/// Names that are known, symbols, numbers, short quoted names and these signs; nothing else.
bool consists_of(std::string_view text, const Grammar& grammar) {
  if (text.size() > 65536) return false;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (is_letter(c)) {
      std::size_t end = at;
      while (end < text.size() && (is_letter(text[end]) || is_digit(text[end]))) ++end;
      const std::string_view name = text.substr(at, end - at);
      const bool is_known = std::ranges::find(grammar.names, name) != grammar.names.end();
      if (!is_known && !is_symbol(name)) return false;
      at = end;
    } else if (is_digit(c)) {
      while (at < text.size() && (is_digit(text[at]) || text[at] == '.')) ++at;
      if (at < text.size() && text[at] == 'e') ++at;
      if (at < text.size() && is_letter(text[at])) return false;
    } else if (c == '\'' || c == '"') {
      const std::size_t end = text.find(c, at + 1);
      const auto is_taken = [&](std::string_view by) { return text.substr(0, at).ends_with(by); };
      if (end == std::string_view::npos) return false;
      if (!grammar.is_python && std::ranges::none_of(kTakesText, is_taken)) return false;
      const auto is_plain = [](char inner) {
        return is_letter(inner) || is_digit(inner) || inner == '.';
      };
      if (!std::ranges::all_of(text.substr(at + 1, end - at - 1), is_plain)) return false;
      at = end + 1;
    } else if (c == '.') {
      if (!grammar.is_python || at + 1 == text.size() || !is_letter(text[at + 1])) return false;
      ++at;
    } else if (grammar.signs.find(c) == std::string_view::npos) {
      return false;
    } else {
      ++at;
    }
  }
  return true;
}

}  // namespace

bool is_arithmetic(std::string_view expression) {
  return consists_of(expression, {kArithmetic, " (),+-*/%<>=!&|~", false});
}

bool is_comparison(std::string_view guard) {
  return consists_of(guard, {kComparison, " ()[],+-*/%<>=!\n", true});
}

std::string symbol_of(std::string_view expression) {
  constexpr std::string_view kSymbol = "Symbol('";
  if (expression.starts_with(kSymbol)) {
    expression.remove_prefix(kSymbol.size());
    const std::size_t end = expression.find('\'');
    if (end == std::string_view::npos || expression.find("Symbol", end) != std::string_view::npos)
      return {};
    expression = expression.substr(0, end);
  }
  return is_symbol(expression) ? std::string(expression) : std::string();
}

}  // namespace stacmlm::artifact::pt2
