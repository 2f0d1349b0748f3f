// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "run/expression/compiler.h"

namespace stacmlm::run {
namespace {

constexpr std::string_view kNative = "`rio-calc`, `gdal-calc` and `numexpr` are evaluated here";

struct Format {
  std::string_view name;
  ExpressionSyntax syntax;
};
constexpr std::array kFormats = std::to_array<Format>({
    {"rio-calc", ExpressionSyntax::kRioCalc},
    {"gdal-calc", ExpressionSyntax::kGdalCalc},
    {"numexpr", ExpressionSyntax::kNumexpr},
    {"arithmetic", ExpressionSyntax::kNumexpr},
});

/// Formats whose expression is a program of others.
constexpr std::string_view kPython = "python";
constexpr std::array<std::string_view, 2> kNeverRun = {"docker", "uri"};

base::Result<std::string_view> text_of(json::Value expression, const std::string& path) {
  if (expression.is_string()) return expression.string();
  return base::fail(base::ErrorKind::kInvalidDocument,
                    fmt::format("{}.expression: it must be a text", path));
}

std::string place_of(const std::string& path) { return path + ".expression"; }

/// Brackets of rasterio name the function first and what it reads behind; all others have no word
/// that is followed by no bracket and is a function.
bool is_name_of_band(const Token& token, const Token& next, ExpressionSyntax syntax) {
  if (token.kind == Token::Kind::kQuoted) return true;
  if (token.kind != Token::Kind::kName || next.is("(")) return false;
  constexpr std::array<std::string_view, 14> kWords = {"and",   "or",      "not",  "numpy", "np",
                                                       "pi",    "e",       "nan",  "inf",   "True",
                                                       "False", "asarray", "take", "read"};
  if (std::ranges::find(kWords, token.text) != kWords.end()) return false;
  if (find_function(token.text) != nullptr) return false;
  const std::string_view rest = token.text.substr(1);
  const bool is_number =
      !rest.empty() && std::ranges::all_of(rest, [](char c) { return c >= '0' && c <= '9'; });
  if (syntax != ExpressionSyntax::kGdalCalc) return token.text[0] != 'b' || !is_number;
  return !rest.empty() || token.text[0] < 'A' || token.text[0] > 'Z';
}

}  // namespace

base::Result<ExpressionSyntax> expression_syntax(std::string_view format, const std::string& path) {
  const auto* found = std::ranges::find(kFormats, format, &Format::name);
  if (found != kFormats.end()) return found->syntax;
  if (format == kPython) {
    return base::fail(base::ErrorKind::kUnsupported,
                      fmt::format("{}.format: `{}` runs a program of others, which "
                                  "--allow-external permits for bands alone; {}",
                                  path, format, kNative));
  }
  if (std::ranges::find(kNeverRun, format) != kNeverRun.end()) {
    return base::fail(base::ErrorKind::kUnsupported,
                      fmt::format("{}.format: `{}` says where a program is, and not what it is "
                                  "given and gives: it is never run; {}",
                                  path, format, kNative));
  }
  return base::fail(base::ErrorKind::kUnsupported,
                    fmt::format("{}.format: `{}` cannot be evaluated; {}", path, format, kNative));
}

base::Result<Expression> compile_expression(std::string_view format, json::Value expression,
                                            std::span<const std::string> bands,
                                            const std::string& path) {
  STACMLM_TRY(const ExpressionSyntax syntax, expression_syntax(format, path));
  STACMLM_TRY(const std::string_view text, text_of(expression, path));
  auto compiled = Expression::compile(text, syntax, bands);
  if (!compiled) return tl::unexpected(std::move(compiled).error().during(place_of(path)));
  return compiled;
}

base::Result<std::vector<std::string>> names_in(std::string_view format, json::Value expression,
                                                const std::string& path) {
  STACMLM_TRY(const ExpressionSyntax syntax, expression_syntax(format, path));
  STACMLM_TRY(const std::string_view text, text_of(expression, path));
  const auto tokens = tokens_of(text);
  if (!tokens) {
    base::Error error = tokens.error();
    return tl::unexpected(std::move(error).during(place_of(path)));
  }
  std::vector<std::string> names;
  for (std::size_t i = 0; i + 1 < tokens->size(); ++i) {
    const Token& token = (*tokens)[i];
    const bool is_member = i > 0 && (*tokens)[i - 1].is(".");
    const bool is_type = token.text.starts_with("float") && i > 0 && (*tokens)[i - 1].is("(");
    if (is_member || is_type || !is_name_of_band(token, (*tokens)[i + 1], syntax)) continue;
    if (std::ranges::find(names, token.text) == names.end()) names.emplace_back(token.text);
  }
  return names;
}

}  // namespace stacmlm::run
