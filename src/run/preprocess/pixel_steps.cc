// SPDX-License-Identifier: Apache-2.0
#include "run/preprocess/pixel_steps.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "run/preprocess/channel_reader.h"
#include "run/preprocess/rows.h"

namespace stacmlm::run {
namespace {

using State = PreprocessSpace::State;

void fill_nodata(const Preprocess::Program& program, State& state, std::size_t count) {
  for (std::size_t c = 0; c < program.channels(); ++c) {
    double* values = state.values.data() + c * kPixelRun;
    const std::uint8_t* valid = state.valid.data() + c * kPixelRun;
    for (std::size_t i = 0; i < count; ++i) {
      if (valid[i] == 0) values[i] = program.fill;
    }
  }
}

double norm_of(DataNorm norm, double so_far, double value) {
  if (norm == DataNorm::kL1) return so_far + std::fabs(value);
  if (norm == DataNorm::kL2) return so_far + value * value;
  return std::max(so_far, std::fabs(value));
}

/// Nodata has no part in the norm.
void divide_by_pixel_norm(const Preprocess::Program& program, State& state, std::size_t count) {
  const DataNorm kind = program.scalings.norm;
  for (std::size_t i = 0; i < count; ++i) {
    double norm = 0;
    for (std::size_t c = 0; c < program.channels(); ++c) {
      const std::size_t at = c * kPixelRun + i;
      if (state.valid[at] != 0) norm = norm_of(kind, norm, state.values[at]);
    }
    if (kind == DataNorm::kL2) norm = std::sqrt(norm);
    for (std::size_t c = 0; c < program.channels(); ++c) {
      double& value = state.values[c * kPixelRun + i];
      value = norm > std::numeric_limits<double>::epsilon() ? value / norm : norm * 0;
    }
  }
}

/// An expression of one channel, in place.
void change_channel(const Expression& expression, State& state, std::size_t channel,
                    std::size_t count) {
  double* values = state.values.data() + channel * kPixelRun;
  state.results.resize(std::max(state.results.size(), kPixelRun));
  const double* column = values;
  expression.evaluate({&column, 1}, count, state.results.data(), state.expression);
  std::copy_n(state.results.data(), count, values);
  drop_not_finite(count, values, state.valid.data() + channel * kPixelRun);
}

void change_together(const Expression& expression, std::size_t channels, State& state,
                     std::size_t count) {
  std::vector<const double*> columns;
  for (std::size_t c = 0; c < channels; ++c) columns.push_back(state.values.data() + c * kPixelRun);
  state.results.resize(std::max(state.results.size(), channels * kPixelRun));
  expression.evaluate(columns, count, state.results.data(), state.expression);
  for (std::size_t i = 0; i < count; ++i) {
    bool is_valid = true;
    for (const std::size_t c : expression.inputs()) {
      if (state.valid[c * kPixelRun + i] == 0) is_valid = false;
    }
    for (std::size_t c = 0; c < channels; ++c) {
      state.values[c * kPixelRun + i] = state.results[c * count + i];
      state.valid[c * kPixelRun + i] = is_valid ? 1 : 0;
    }
  }
  for (std::size_t c = 0; c < channels; ++c) {
    drop_not_finite(count, state.values.data() + c * kPixelRun, state.valid.data() + c * kPixelRun);
  }
}

}  // namespace

void do_pixel_steps(const Preprocess::Program& program, State& state, std::size_t count) {
  if (program.fill_before) fill_nodata(program, state, count);
  if (program.has_pixel_norm()) divide_by_pixel_norm(program, state, count);
  for (std::size_t c = 0; c < program.channels(); ++c) {
    const ChannelScaling& scaling = program.scalings.channels[c];
    scale_numbers(scaling, state.values.data() + c * kPixelRun, count);
    if (scaling.expression) change_channel(*scaling.expression, state, c, count);
  }
  for (const FunctionStep& function : program.functions) {
    if (!function.is_each) {
      change_together(function.expression, program.channels(), state, count);
      continue;
    }
    for (std::size_t c = 0; c < program.channels(); ++c) {
      change_channel(function.expression, state, c, count);
    }
  }
}

}  // namespace stacmlm::run
