// SPDX-License-Identifier: Apache-2.0
// Processing expressions over bands: arithmetic, comparisons and functions of one pixel, compiled
// to a few instructions and evaluated natively over runs of pixels.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "stacmlm/base/result.h"
#include "stacmlm/json/document.h"

namespace stacmlm::run {

/// How an expression is written.
enum class ExpressionSyntax : std::uint8_t {
  kRioCalc,   ///< names of bands and b1, b2 ...; infix, or rasterio's form with brackets
  kGdalCalc,  ///< A to Z, the bands in order
  kNumexpr,   ///< names of bands
};

/// A compiled expression: immutable, cheap to copy, safe to use from several threads. Everything is
/// a double; comparisons give 0 or 1; anything but 0 (NaN included) is true. Integer wrap-around of
/// NumPy does not happen.
///
/// ```cpp
/// const std::string bands[] = {"B04", "B08"};
/// auto ndvi = Expression::compile("(B08 - B04) / (B08 + B04)", ExpressionSyntax::kRioCalc, bands);
/// ndvi->evaluate(columns, 256, out, space);
/// ```
class Expression {
 public:
  static constexpr std::size_t kMostBytes = 16384;  ///< of the text
  static constexpr std::size_t kMostDepth = 64;     ///< of brackets, calls and what is unfinished
  static constexpr std::size_t kMostInstructions = 4096;

  /// `bands`: the names that it may use, in order. `kInvalidDocument`: the text is wrong, with the
  /// place (`column 12`); `kLimitExceeded`: it is too long or too deep.
  static base::Result<Expression> compile(std::string_view text, ExpressionSyntax syntax,
                                          std::span<const std::string> bands);

  /// The bands that it reads: indices of `bands`, ascending.
  [[nodiscard]] const std::vector<std::size_t>& inputs() const;
  /// How many results it has: 1, but for `asarray(...)`.
  [[nodiscard]] std::size_t results() const;

  /// Memory that one thread keeps from call to call.
  using Space = std::vector<double>;

  /// `columns[i]`: `count` numbers of band i (null for bands that are not read); `out`: so many
  /// numbers for each result, one result behind the other. They may not overlap.
  void evaluate(std::span<const double* const> columns, std::size_t count, double* out,
                Space& space) const;

 private:
  struct Program;
  explicit Expression(std::shared_ptr<const Program> program);
  std::shared_ptr<const Program> program_;
};

/// The syntax that a `format` names. `kUnsupported` for those that are not evaluated natively, with
/// what would do: `python` names `--allow-external`. `path`: what messages call
/// the object: `mlm:input[0].bands[2]`.
base::Result<ExpressionSyntax> expression_syntax(std::string_view format, const std::string& path);

/// Compiles the `format` and `expression` of a band, a scaling or a function.
base::Result<Expression> compile_expression(std::string_view format, json::Value expression,
                                            std::span<const std::string> bands,
                                            const std::string& path);

/// The names of bands that an expression reads, in the order in which they come first; letters of
/// gdal-calc and `b1` are left out. For finding bands before they can be given to compile().
base::Result<std::vector<std::string>> names_in(std::string_view format, json::Value expression,
                                                const std::string& path);

}  // namespace stacmlm::run
