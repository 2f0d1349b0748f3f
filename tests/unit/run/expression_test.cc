// SPDX-License-Identifier: Apache-2.0
#include "run/expression/expression.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "parsed.h"

namespace stacmlm::run {
namespace {

const std::vector<std::string> kBands = {"B04", "B08", "swir 1"};
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

using enum ExpressionSyntax;

/// The value for B04 = 2, B08 = 6, swir 1 = -3, or the message.
std::string value_of(std::string_view text, ExpressionSyntax syntax = kRioCalc) {
  const auto compiled = Expression::compile(text, syntax, kBands);
  if (!compiled) return compiled.error().message;
  const double red[] = {2};
  const double infrared[] = {6};
  const double swir[] = {-3};
  const double* columns[] = {red, infrared, swir};
  std::vector<double> out(compiled->results());
  Expression::Space space;
  compiled->evaluate(columns, 1, out.data(), space);
  std::string shown;
  for (const double value : out) {
    std::string number = std::to_string(value);
    number.erase(number.find_last_not_of('0') + 1);
    if (number.ends_with('.')) number.pop_back();
    shown += (shown.empty() ? "" : " ") + number;
  }
  return shown;
}

TEST(Expression, does_arithmetic_as_python_does) {
  EXPECT_EQ(value_of("(B08 - B04) / (B08 + B04)"), "0.5");
  EXPECT_EQ(value_of("1 + 2 * 3 - 4 / 2"), "5");
  EXPECT_EQ(value_of("2 ** 3 ** 2"), "512");
  EXPECT_EQ(value_of("-B04 ** 2"), "-4");
  EXPECT_EQ(value_of("2 ** -1"), "0.5");
  EXPECT_EQ(value_of("-7 // 2"), "-4");
  EXPECT_EQ(value_of("-7 % 3"), "2");
  EXPECT_EQ(value_of("7 % -3"), "-2");
  EXPECT_EQ(value_of("- - +3"), "3");
  EXPECT_EQ(value_of("1e-3 * 1000. + .5"), "1.5");
  EXPECT_EQ(value_of("B04 / 0"), "inf");
}

TEST(Expression, compares_and_combines) {
  EXPECT_EQ(value_of("(B04 > 1) & (B08 < 3)"), "0");
  EXPECT_EQ(value_of("B04 > 1 and not B08 < 3"), "1");
  EXPECT_EQ(value_of("B04 > 5 or B08 == 6"), "1");
  EXPECT_EQ(value_of("~(B04 == 2)"), "0");
  EXPECT_EQ(value_of("(B04 == 2) + (B08 == 6)"), "1");  // NumPy: one truth value
  EXPECT_EQ(value_of("1*(B04 == 2) + 2*(B08 == 6)"), "3");
  EXPECT_EQ(value_of("B08 & 3"), "2");
  EXPECT_EQ(value_of("~B08"), "-7");
  EXPECT_EQ(value_of("B04 ^ B08"), "4");
}

TEST(Expression, knows_functions) {
  EXPECT_EQ(value_of("where(B04 > 1, B08, 0)"), "6");
  EXPECT_EQ(value_of("numpy.where(B04 > 1, np.sqrt(B08 - 2), 0)"), "2");
  EXPECT_EQ(value_of("clip(B08, 0, 1)"), "1");
  EXPECT_EQ(value_of("min(B04, B08, b3) + max(1, 2)"), "-1");
  EXPECT_EQ(value_of("log(exp(3)) + log10(100) + log2(8)"), "8");
  EXPECT_EQ(value_of("rint(2.5) + rint(3.5)"), "6");
  EXPECT_EQ(value_of("logical_or(B04 <= 1, B04 >= 2)"), "1");
  EXPECT_EQ(value_of("abs(b3) + sign(b3) + floor(-0.5)"), "1");
  EXPECT_EQ(value_of("minimum(nan, 1)"), "nan");
  EXPECT_EQ(value_of("fmin(nan, 1)"), "1");
  EXPECT_EQ(value_of("B04.astype(float) / numpy.float32"),
            "column 27: `float32` is no band; the "
            "bands are B04, B08, swir 1");
  EXPECT_EQ(value_of("B04.astype(numpy.float32) / 4"), "0.5");
}

TEST(Expression, finds_bands) {
  EXPECT_EQ(value_of("\"swir 1\" * b1"), "-6");
  EXPECT_EQ(value_of("B - A", kGdalCalc), "4");
  EXPECT_EQ(value_of("B08 - A", kGdalCalc), "4");
  EXPECT_EQ(value_of("D + 1", kGdalCalc), "column 1: `D` is band 4, and there are 3");
  EXPECT_EQ(value_of("b4"), "column 1: `b4` is band 4, and there are 3");
  EXPECT_EQ(value_of("B05"), "column 1: `B05` is no band; the bands are B04, B08, swir 1");
  const auto compiled = Expression::compile("b3 + B04 * b3", kRioCalc, kBands);
  ASSERT_TRUE(compiled);
  EXPECT_EQ(compiled->inputs(), (std::vector<std::size_t>{0, 2}));
}

TEST(Expression, reads_the_form_of_rasterio) {
  EXPECT_EQ(value_of("(* 2 (take a 2))"), "12");
  EXPECT_EQ(value_of("(/ (- (read 1 2) b1) (+ B08 B04))"), "0.5");
  EXPECT_EQ(value_of("(asarray (+ b1 1 2) (sqrt 16) (- b1))"), "5 4 -2");
  EXPECT_EQ(value_of("(where (> b1 1) b2 -1)"), "6");
  EXPECT_EQ(value_of("( - B04 ) * 3"), "-6");
  EXPECT_EQ(value_of("(+ b1 b2"), "column 9: the end comes too early");
  EXPECT_EQ(value_of("(take a 9)"), "column 9: `b9` is band 9, and there are 3");
}

TEST(Expression, gives_several_results) {
  EXPECT_EQ(value_of("asarray(B04, B08 - 1)"), "2 5");
  EXPECT_EQ(value_of("numpy.asarray(B04)"), "2");
  EXPECT_EQ(value_of("[B04, 7]", kNumexpr), "2 7");
}

TEST(Expression, says_where_it_is_wrong) {
  EXPECT_EQ(value_of(""), "column 1: the end comes too early");
  EXPECT_EQ(value_of("B04 B08"), "column 5: `B08` is not expected here");
  EXPECT_EQ(value_of("(B04"), "column 5: the end comes too early");
  EXPECT_EQ(value_of("B04 = 1"), "column 5: `=` is no comparison; `==` is");
  EXPECT_EQ(value_of("1 < B04 < 3"),
            "column 9: comparisons in a row: put brackets around each, with `&`");
  EXPECT_EQ(value_of("sqrt(1, 2)"), "column 1: `sqrt` takes 1 argument, not 2");
  EXPECT_EQ(value_of("max(1)"), "column 1: `max` takes at least 2 arguments, not 1");
  EXPECT_EQ(value_of("eval(1)"), "column 1: there is no function `eval`");
  EXPECT_EQ(value_of("B04 $ 2"), "column 5: `$` has no meaning");
  EXPECT_EQ(value_of("'B04"), "column 1: a quote that is never closed");
  EXPECT_EQ(value_of("1e999"), "column 1: a number that no double holds");
  EXPECT_EQ(value_of("(B04 > 1) - (B08 > 1)"),
            "column 11: truth values cannot be subtracted; `^` tells where they differ");
  EXPECT_EQ(value_of("__import__('os')"),
            "column 12: `os` is no band; the bands are B04, B08, swir 1");
  EXPECT_EQ(value_of("B04.astype("), "column 12: numbers are doubles here; astype(float) alone");
}

TEST(Expression, is_bounded) {
  EXPECT_EQ(value_of(std::string(100, '(') + "1" + std::string(100, ')')),
            "column 65: nested deeper than 64");
  EXPECT_EQ(value_of(std::string(20000, '1')), "an expression of 20000 bytes; 16384 are the most");
  std::string chain = "1";
  for (int i = 0; i < 3000; ++i) chain += "+1";
  EXPECT_EQ(value_of(chain), "more than 4096 operations");
  EXPECT_EQ(value_of(std::string(70, '-') + "1"), "column 65: nested deeper than 64");
}

TEST(Expression, works_on_runs_of_any_length) {
  const auto compiled =
      Expression::compile("where(a > 2, a * 2, 7)", kNumexpr, std::vector<std::string>{"a"});
  ASSERT_TRUE(compiled);
  Expression::Space space;
  for (const std::size_t count : {std::size_t{1}, std::size_t{256}, std::size_t{1000}}) {
    std::vector<double> numbers(count);
    for (std::size_t i = 0; i < count; ++i) numbers[i] = static_cast<double>(i);
    const double* columns[] = {numbers.data()};
    std::vector<double> out(count, kNan);
    compiled->evaluate(columns, count, out.data(), space);
    for (std::size_t i = 0; i < count; ++i) EXPECT_EQ(out[i], i > 2 ? numbers[i] * 2 : 7);
  }
}

TEST(ExpressionFormat, names_the_option_for_programs_of_others) {
  const json::Parsed json(R"(["B08 - B04", 3])");
  const auto ask = [&](std::string_view format, std::size_t index) {
    const auto compiled =
        compile_expression(format, json.root().at(index), kBands, "mlm:input[0].bands[2]");
    return compiled ? std::string("sound") : compiled.error().message;
  };
  EXPECT_EQ(ask("rio-calc", 0), "sound");
  EXPECT_EQ(ask("rio-calc", 1), "mlm:input[0].bands[2].expression: it must be a text");
  EXPECT_EQ(ask("python", 0),
            "mlm:input[0].bands[2].format: `python` runs a program of others, which "
            "--allow-external permits for bands alone; `rio-calc`, `gdal-calc` and `numexpr` are "
            "evaluated here");
  EXPECT_EQ(ask("openeo", 0),
            "mlm:input[0].bands[2].format: `openeo` cannot be evaluated; `rio-calc`, `gdal-calc` "
            "and `numexpr` are evaluated here");
  EXPECT_EQ(ask("gdal-calc", 0), "sound");
}

TEST(ExpressionFormat, tells_the_names_that_are_read) {
  const json::Parsed json(
      R"j(["(B08 - b1) / numpy.sqrt(B08.astype(float)) + 'swir 1'", "A + NIR", "(* 2 (take a 1))"])j");
  using Names = std::vector<std::string>;
  EXPECT_EQ(*names_in("rio-calc", json.root().at(0), "p"), (Names{"B08", "swir 1"}));
  EXPECT_EQ(*names_in("gdal-calc", json.root().at(1), "p"), Names{"NIR"});
}

}  // namespace
}  // namespace stacmlm::run
