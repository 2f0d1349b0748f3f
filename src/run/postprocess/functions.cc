// SPDX-License-Identifier: Apache-2.0
#include "run/postprocess/functions.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace stacmlm::run {
namespace {

/// Pixels that are worked on at a time.
constexpr std::size_t kPixels = 4096;

void apply_one(const Expression& function, Scores& scores) {
  const auto pixels = static_cast<std::size_t>(scores.width * scores.height);
  const auto channels = static_cast<std::size_t>(scores.channels);
  const std::size_t results = function.results();
  std::vector<double> columns(channels * kPixels);
  std::vector<const double*> starts(channels, nullptr);
  std::vector<double> out(results * kPixels);
  std::vector<float> values(results * pixels);
  Expression::Space space;
  for (const std::size_t input : function.inputs())
    starts[input] = columns.data() + input * kPixels;
  for (std::size_t first = 0; first < pixels; first += kPixels) {
    const std::size_t count = std::min(kPixels, pixels - first);
    for (const std::size_t input : function.inputs()) {
      std::copy_n(scores.values.data() + input * pixels + first, count,
                  columns.data() + input * kPixels);
    }
    function.evaluate(starts, count, out.data(), space);
    for (std::size_t result = 0; result < results; ++result) {
      std::ranges::transform(std::span(out).subspan(result * count, count),
                             values.begin() + static_cast<std::ptrdiff_t>(result * pixels + first),
                             [](double value) { return static_cast<float>(value); });
    }
  }
  scores.values = std::move(values);
  scores.channels = static_cast<std::int64_t>(results);
}

}  // namespace

base::Result<OutputFunctions> OutputFunctions::compile(const OutputPlan& output) {
  OutputFunctions made;
  std::vector<std::string> names = output.channel_names;
  for (const OutputFunction& function : output.functions) {
    STACMLM_TRY(const ExpressionSyntax syntax, expression_syntax(function.format, function.field));
    auto compiled = Expression::compile(function.expression, syntax, names);
    if (!compiled) {
      return tl::unexpected(std::move(compiled).error().during(function.field + ".expression"));
    }
    names.clear();  // of what the next one is given
    for (std::size_t i = 0; i < compiled->results(); ++i)
      names.push_back(fmt::format("b{}", i + 1));
    made.functions_.push_back(*std::move(compiled));
  }
  return made;
}

void OutputFunctions::apply(Scores& scores, std::span<const std::uint8_t> valid) const {
  if (functions_.empty()) return;
  for (const Expression& function : functions_) apply_one(function, scores);
  const auto pixels = static_cast<std::size_t>(scores.width * scores.height);
  std::uint64_t not_finite = 0;
  for (std::size_t i = 0; i < scores.values.size(); ++i) {
    if (std::isfinite(scores.values[i])) continue;
    scores.values[i] = std::numeric_limits<float>::quiet_NaN();
    if (valid.empty() || valid[i % pixels] != 0) ++not_finite;
  }
  if (not_finite > 0) *not_finite_ += not_finite;
}

std::vector<std::string> Postprocess::notes() const {
  if (functions_->not_finite() == 0) return {};
  return {
      fmt::format("{} numbers of post_processing_function were NaN or infinite, and became nodata",
                  functions_->not_finite())};
}

}  // namespace stacmlm::run
