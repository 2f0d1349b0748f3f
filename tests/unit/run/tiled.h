// SPDX-License-Identifier: Apache-2.0
// A net run on a whole image, and in tiles.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstring>

#include "run/tiling/field.h"
#include "run/tiling/tiles.h"
#include "runtimes.h"
#include "stacmlm/artifact/source.h"

namespace stacmlm::run {

/// A part of an image, with zeros beyond it.
inline Tensor part_of(const Tensor& image, std::int64_t row, std::int64_t column, std::int64_t rows,
                      std::int64_t columns) {
  const std::int64_t channels = image.shape()[1];
  const std::int64_t height = image.shape()[2];
  const std::int64_t width = image.shape()[3];
  Tensor part(DataType::kFloat32, {1, channels, rows, columns});
  const auto from = image.values<float>();
  const auto to = part.values<float>();
  for (std::int64_t c = 0; c < channels; ++c)
    for (std::int64_t y = 0; y < rows; ++y)
      for (std::int64_t x = 0; x < columns; ++x) {
        const bool is_inside =
            row + y >= 0 && row + y < height && column + x >= 0 && column + x < width;
        if (!is_inside) continue;
        to[static_cast<std::size_t>((c * rows + y) * columns + x)] =
            from[static_cast<std::size_t>((c * height + row + y) * width + column + x)];
      }
  return part;
}

struct Net {
  std::unique_ptr<Model> model;
  NetworkField field;
};

inline Net load(const Runtime& runtime, const std::string& path) {
  Net net;
  auto model = runtime.load(path, {});
  EXPECT_TRUE(model) << model.error().message;
  if (model) net.model = *std::move(model);
  const auto source = artifact::open_source(path).value();
  net.field = field_of(graph::read_graph(*source).value(), {"input"}, {"logits"}).value();
  EXPECT_TRUE(net.field.is_exact) << net.field.reasons.front();
  return net;
}

/// The output for the image, row by row, channel by channel.
inline std::vector<float> run_whole(const Net& net, const Tensor& image) {
  const AxisTiles y =
      cut_exactly(net.field.y, image.shape()[2], fitting_size(net.field.y, 4096)).value();
  const AxisTiles x =
      cut_exactly(net.field.x, image.shape()[3], fitting_size(net.field.x, 4096)).value();
  EXPECT_EQ(y.tiles.size() * x.tiles.size(), 1U);
  const Tensor result =
      run_one(*net.model, part_of(image, -y.before, -x.before, y.whole, x.whole)).front();
  const Tensor cut = part_of(result, 0, 0, y.outputs, x.outputs);
  return {cut.values<float>().begin(), cut.values<float>().end()};
}

inline std::vector<float> run_tiles(const Net& net, const Tensor& image, std::int64_t tile_rows,
                                    std::int64_t tile_columns) {
  const auto y = cut_exactly(net.field.y, image.shape()[2], tile_rows);
  const auto x = cut_exactly(net.field.x, image.shape()[3], tile_columns);
  EXPECT_TRUE(y && x) << (y ? x : y).error().message;
  if (!y || !x) return {};
  std::vector<float> all;
  for (const AxisTile& row : y->tiles)
    for (const AxisTile& column : x->tiles) {
      const Tensor input = part_of(image, row.begin, column.begin, y->tile, x->tile);
      const Tensor result = run_one(*net.model, input).front();
      const Tensor inner = part_of(result, row.crop, column.crop, row.outputs(), column.outputs());
      const std::int64_t channels = result.shape()[1];
      all.resize(static_cast<std::size_t>(channels * y->outputs * x->outputs), NAN);
      const float* from = inner.values<float>().data();
      for (std::int64_t c = 0; c < channels; ++c)
        for (std::int64_t i = row.output_begin; i < row.output_end; ++i) {
          const std::int64_t at = (c * y->outputs + i) * x->outputs + column.output_begin;
          std::copy_n(from, column.outputs(), all.begin() + at);
          from += column.outputs();
        }
    }
  return all;
}

inline bool is_bit_equal(const std::vector<float>& a, const std::vector<float>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

}  // namespace stacmlm::run
