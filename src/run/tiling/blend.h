// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace stacmlm::run {

/// The weights of a tile along one axis: a Hann window, at least 0.001. Windows that overlap by
/// half sum to 1.
std::vector<float> hann_weights(std::int64_t size);

/// Scores of tiles that overlap, averaged by weight; rows come out once no tile can reach them any
/// more. Holds the rows of one tile. Class numbers cannot be averaged. One thread at a time.
class BlendedRows {
 public:
  /// One row of one channel, finished.
  using Sink = std::function<void(std::int64_t row, std::int64_t channel, std::span<const float>)>;

  BlendedRows(std::int64_t channels, std::int64_t width, std::int64_t tile_rows);

  /// Adds what a tile gave, channel by channel and row by row, at a place of the output. Outputs
  /// beyond `width` are left out. @pre `row` is not below the last flush() and the tile's rows fit
  void add(std::span<const float> scores, std::int64_t tile_width, std::int64_t row,
           std::int64_t column, std::span<const float> row_weights,
           std::span<const float> column_weights);
  /// Gives all rows in front of `row`, which no tile will reach any more.
  void flush(std::int64_t row, const Sink& sink);

 private:
  [[nodiscard]] std::span<float> sums(std::int64_t row, std::int64_t channel);
  [[nodiscard]] std::span<float> weights(std::int64_t row);

  std::int64_t channels_;
  std::int64_t width_;
  std::int64_t rows_;
  std::int64_t first_ = 0;  ///< the row that comes out next
  std::vector<float> sums_;
  std::vector<float> weights_;
};

}  // namespace stacmlm::run
