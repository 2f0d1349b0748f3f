// SPDX-License-Identifier: Apache-2.0
#include "run/tiling/blend.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace stacmlm::run {

std::vector<float> hann_weights(std::int64_t size) {
  constexpr double kLeast = 1e-3;
  std::vector<float> weights(static_cast<std::size_t>(std::max<std::int64_t>(size, 0)));
  double place = 0.5;
  for (float& weight : weights) {
    const double turn = 2 * std::numbers::pi * place / static_cast<double>(size);
    weight = static_cast<float>(std::max(kLeast, 0.5 * (1 - std::cos(turn))));
    ++place;
  }
  return weights;
}

BlendedRows::BlendedRows(std::int64_t channels, std::int64_t width, std::int64_t tile_rows)
    : channels_(channels),
      width_(width),
      rows_(tile_rows),
      sums_(static_cast<std::size_t>(channels * width * tile_rows)),
      weights_(static_cast<std::size_t>(width * tile_rows)) {}

std::span<float> BlendedRows::sums(std::int64_t row, std::int64_t channel) {
  const std::int64_t at = (row % rows_ * channels_ + channel) * width_;
  return std::span(sums_).subspan(static_cast<std::size_t>(at), static_cast<std::size_t>(width_));
}

std::span<float> BlendedRows::weights(std::int64_t row) {
  return std::span(weights_).subspan(static_cast<std::size_t>(row % rows_ * width_),
                                     static_cast<std::size_t>(width_));
}

void BlendedRows::add(std::span<const float> scores, std::int64_t tile_width, std::int64_t row,
                      std::int64_t column, std::span<const float> row_weights,
                      std::span<const float> column_weights) {
  const auto rows = static_cast<std::int64_t>(row_weights.size());
  const std::int64_t columns = std::min(tile_width, width_ - column);
  for (std::int64_t y = 0; y < rows; ++y) {
    const float outer = row_weights[static_cast<std::size_t>(y)];
    const std::span<float> weight = weights(row + y);
    for (std::int64_t x = 0; x < columns; ++x)
      weight[static_cast<std::size_t>(column + x)] +=
          outer * column_weights[static_cast<std::size_t>(x)];
    for (std::int64_t channel = 0; channel < channels_; ++channel) {
      const std::span<float> sum = sums(row + y, channel);
      const float* from = scores.data() + (channel * rows + y) * tile_width;
      for (std::int64_t x = 0; x < columns; ++x)
        sum[static_cast<std::size_t>(column + x)] +=
            outer * column_weights[static_cast<std::size_t>(x)] * from[x];
    }
  }
}

void BlendedRows::flush(std::int64_t row, const Sink& sink) {
  for (; first_ < row; ++first_) {
    const std::span<float> weight = weights(first_);
    for (std::int64_t channel = 0; channel < channels_; ++channel) {
      const std::span<float> sum = sums(first_, channel);
      std::ranges::transform(sum, weight, sum.begin(),
                             [](float a, float b) { return b > 0 ? a / b : 0.0F; });
      sink(first_, channel, sum);
      std::ranges::fill(sum, 0.0F);
    }
    std::ranges::fill(weight, 0.0F);
  }
}

}  // namespace stacmlm::run
