// SPDX-License-Identifier: Apache-2.0
#include "run/pipeline/tile_sink.h"

#include <algorithm>
#include <utility>

namespace stacmlm::run {

OutputPart side_by_side(const SceneTiles& tiles, std::size_t index) {
  const AxisTile& x = tiles.column(index);
  const AxisTile& y = tiles.row(index);
  return {x.crop, y.crop, x.outputs(), y.outputs(), tiles.x.tile_outputs, tiles.y.tile_outputs};
}

OutputPart SideBySide::part_of(std::size_t index) const { return side_by_side(tiles_, index); }

base::Result<void> SideBySide::add(std::size_t index, TileOutput* output) {
  if (output == nullptr) return {};  // what is never written is nodata
  const AxisTile& x = tiles_.column(index);
  const AxisTile& y = tiles_.row(index);
  std::vector<std::byte> pixels;
  STACMLM_CHECK(postprocess_.finish(output->tensors.front(), output->part, output->valid, pixels));
  return writer_.write({x.output_begin, y.output_begin, x.outputs(), y.outputs()}, pixels);
}

Blended::Blended(const SceneTiles& tiles, std::int64_t channels, const Postprocess& postprocess,
                 raster::Writer& writer)
    : tiles_(tiles),
      postprocess_(postprocess),
      writer_(writer),
      channels_(channels),
      row_weights_(hann_weights(tiles.y.tile_outputs)),
      column_weights_(hann_weights(tiles.x.tile_outputs)),
      rows_(channels, tiles.x.outputs, tiles.y.tile_outputs) {}

OutputPart Blended::part_of(std::size_t) const {
  const std::int64_t width = tiles_.x.tile_outputs;
  const std::int64_t height = tiles_.y.tile_outputs;
  return {0, 0, width, height, width, height};
}

base::Result<void> Blended::add(std::size_t index, TileOutput* output) {
  std::optional<TileScores> taken;
  if (output != nullptr) {
    taken.emplace();
    STACMLM_CHECK(postprocess_.take(output->tensors.front(), output->part, taken->scores));
    taken->valid = std::move(output->valid);
  }
  return in_turn_.add(index, std::move(taken),
                      [this](std::size_t next, const std::optional<TileScores>& scores) {
                        return add_next(next, scores);
                      });
}

base::Result<void> Blended::add_next(std::size_t index, const std::optional<TileScores>& scores) {
  const AxisTile& x = tiles_.column(index);
  const AxisTile& y = tiles_.row(index);
  const std::int64_t row = y.output_begin - y.crop;
  if (scores) {
    rows_.add(scores->scores.values, tiles_.x.tile_outputs, row, x.output_begin - x.crop,
              row_weights_, column_weights_);
    add_valid(x, y, *scores);
  }
  if (!tiles_.ends_row(index)) return {};
  if (index + 1 == tiles_.count()) return write_rows(tiles_.y.outputs);
  const AxisTile& below = tiles_.row(index + 1);
  return write_rows(below.output_begin - below.crop);
}

void Blended::add_valid(const AxisTile& x, const AxisTile& y, const TileScores& scores) {
  const std::int64_t width = tiles_.x.outputs;
  const std::int64_t top = y.output_begin - y.crop;
  const std::int64_t left = x.output_begin - x.crop;
  const std::int64_t rows = std::min(top + tiles_.y.tile_outputs, tiles_.y.outputs) - written_;
  if (static_cast<std::int64_t>(valid_.size()) < rows * width)
    valid_.resize(static_cast<std::size_t>(rows * width));
  for (std::int64_t r = 0; r < scores.scores.height; ++r) {
    if (top + r < written_ || top + r >= tiles_.y.outputs) continue;
    for (std::int64_t c = 0; c < scores.scores.width; ++c) {
      if (left + c < 0 || left + c >= width) continue;
      valid_[static_cast<std::size_t>((top + r - written_) * width + left + c)] |=
          scores.valid[static_cast<std::size_t>(r * scores.scores.width + c)];
    }
  }
}

base::Result<void> Blended::write_rows(std::int64_t end) {
  const std::int64_t width = tiles_.x.outputs;
  const std::int64_t rows = std::min(end, tiles_.y.outputs) - written_;
  if (rows <= 0) return {};
  const auto pixels = static_cast<std::size_t>(rows * width);
  Scores scores{std::vector<float>(pixels * static_cast<std::size_t>(channels_)), channels_, width,
                rows};
  rows_.flush(end, [&](std::int64_t row, std::int64_t channel, std::span<const float> values) {
    if (row < written_ || row >= written_ + rows) return;
    const auto at = static_cast<std::size_t>(channel) * pixels +
                    static_cast<std::size_t>((row - written_) * width);
    std::ranges::copy(values, scores.values.begin() + static_cast<std::ptrdiff_t>(at));
  });
  valid_.resize(std::max(valid_.size(), pixels));
  std::vector<std::byte> out;
  postprocess_.finish(scores, std::span(valid_).first(pixels), out);
  STACMLM_CHECK(writer_.write({0, written_, width, rows}, out));
  valid_.erase(valid_.begin(), valid_.begin() + static_cast<std::ptrdiff_t>(pixels));
  written_ += rows;
  return {};
}

}  // namespace stacmlm::run
