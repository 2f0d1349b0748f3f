// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstring>

#include "model_files/onnx_unet.h"
#include "run/tiling/blend.h"
#include "run/tiling/field.h"
#include "run/tiling/tiles.h"
#include "runtimes.h"
#include "stacmlm/artifact/source.h"

namespace stacmlm::run {
namespace {

namespace makers = model_files::onnx;

/// A part of an image, with zeros beyond it.
Tensor part_of(const Tensor& image, std::int64_t row, std::int64_t column, std::int64_t rows,
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

Net load(const Runtime& runtime, const std::string& path) {
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
std::vector<float> run_whole(const Net& net, const Tensor& image) {
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

std::vector<float> run_tiles(const Net& net, const Tensor& image, std::int64_t tile) {
  const auto y = cut_exactly(net.field.y, image.shape()[2], tile);
  const auto x = cut_exactly(net.field.x, image.shape()[3], tile);
  EXPECT_TRUE(y && x) << (y ? x : y).error().message;
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

bool is_bit_equal(const std::vector<float>& a, const std::vector<float>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

class ExactTiling : public OnEachRuntime {
 protected:
  /// On sizes around the tile and around multiples of the net's stride.
  void expect_exact(const makers::UnetOptions& options) {
    Folder folder;
    const Net net = load(runtime(), folder.write(makers::unet(options)));
    const std::int64_t tile = smallest_tile(net.field.y) + 2 * net.field.y.stride;
    ASSERT_EQ(tile, fitting_size(net.field.y, tile));
    for (const auto& [height, width] : std::vector<std::pair<std::int64_t, std::int64_t>>{
             {tile - 1, tile}, {tile + 1, tile - 1}, {97, tile + 1}, {1, 3}, {tile * 2 + 1, 61}}) {
      const Tensor image = noise({1, options.bands, height, width});
      EXPECT_TRUE(is_bit_equal(run_tiles(net, image, tile), run_whole(net, image)))
          << height << " x " << width << " in tiles of " << tile;
    }
  }
};

makers::UnetOptions small(std::int64_t levels, makers::Upsampling upsampling,
                          std::int64_t dilation = 1, bool is_valid = false) {
  return {.bands = 3,
          .classes = 2,
          .width = 4,
          .lower_width = 6,
          .levels = levels,
          .dilation = dilation,
          .upsampling = upsampling,
          .is_valid = is_valid};
}

using makers::Upsampling;

TEST_P(ExactTiling, TransposedConvolutions) {
  for (const std::int64_t levels : {1, 2, 3}) expect_exact(small(levels, Upsampling::kTransposed));
}

TEST_P(ExactTiling, NearestPixels) {
  for (const std::int64_t levels : {1, 2, 3}) expect_exact(small(levels, Upsampling::kNearest));
  expect_exact(small(2, Upsampling::kToSkip));
}

TEST_P(ExactTiling, LinearBetweenPixels) { expect_exact(small(2, Upsampling::kLinear)); }

TEST_P(ExactTiling, Dilations) {
  expect_exact(small(1, Upsampling::kTransposed, 3));
  expect_exact(small(2, Upsampling::kNearest, 2));
}

TEST_P(ExactTiling, WithoutPadding) {
  for (const std::int64_t levels : {1, 2, 3})
    expect_exact(small(levels, Upsampling::kTransposed, 1, true));
  expect_exact(small(2, Upsampling::kNearest, 2, true));
}

TEST_P(ExactTiling, TooSmallAMarginIsSeen) {
  Folder folder;
  Net net = load(runtime(), folder.write(makers::unet(small(2, Upsampling::kTransposed))));
  const Tensor image = noise({1, 3, 97, 89});
  const std::vector<float> whole = run_whole(net, image);
  ASSERT_TRUE(is_bit_equal(run_tiles(net, image, 48), whole));
  for (AxisField* axis : {&net.field.y, &net.field.x}) {
    axis->left -= 4;
    axis->right -= 4;
  }
  EXPECT_FALSE(is_bit_equal(run_tiles(net, image, 48), whole));
}

TEST_P(ExactTiling, OriginsOffTheStrideAreSeen) {
  Folder folder;
  Net net = load(runtime(), folder.write(makers::unet(small(2, Upsampling::kTransposed))));
  const Tensor image = noise({1, 3, 96, 96});
  const std::vector<float> whole = run_whole(net, image);
  net.field.y.stride = 1;
  EXPECT_FALSE(is_bit_equal(run_tiles(net, image, 45 + 3), whole));
}

INSTANTIATE_TEST_SUITE_P(Each, ExactTiling, testing::Values("evaluator", "onnxruntime"),
                         runtime_name);

TEST(Tiles, EveryPixelOnce) {
  const AxisField field{.stride = 4, .left = 10, .right = 11};
  for (std::int64_t image = 1; image < 300; ++image) {
    const AxisTiles cut = cut_exactly(field, image, 64).value();
    std::int64_t done = 0;
    for (const AxisTile& tile : cut.tiles) {
      EXPECT_EQ(tile.begin % 4, 0);
      EXPECT_EQ(tile.output_begin, done);
      EXPECT_EQ(tile.begin + tile.crop, tile.output_begin);
      EXPECT_GE(tile.begin, 0);
      EXPECT_LE(tile.begin + cut.tile, cut.whole);
      done = tile.output_end;
    }
    EXPECT_EQ(done, image);
  }
}

TEST(Tiles, WhatDoesNotFit) {
  const AxisField field{.stride = 4, .left = 10, .right = 11};
  EXPECT_EQ(smallest_tile(field), 28);
  EXPECT_EQ(fitting_size(field, 67), 64);
  EXPECT_EQ(fitting_size_from(field, 65), 68);
  EXPECT_FALSE(cut_exactly(field, 100, 65));
  EXPECT_FALSE(cut_exactly(field, 100, 24));
  EXPECT_FALSE(cut_exactly(field, 0, 64));
  EXPECT_FALSE(cut_overlapping(field, 100, 64, 64));
  EXPECT_EQ(cut_exactly(field, 10, 64, true).value().whole, 64);
}

TEST(Tiles, Overlapping) {
  const AxisTiles cut = cut_overlapping({.stride = 4}, 101, 32, 16).value();
  EXPECT_EQ(cut.whole, 104);
  EXPECT_EQ(cut.step, 16);
  EXPECT_EQ(cut.tiles.back().begin, 72);
  EXPECT_EQ(cut.tiles.back().output_end, 101);
  EXPECT_EQ(cut.tiles.size(), 6U);
}

TEST(Blending, HannWindowsSumToOne) {
  const std::vector<float> weights = hann_weights(32);
  for (std::size_t i = 4; i < 12; ++i) EXPECT_NEAR(weights[i] + weights[i + 16], 1, 1e-6);
}

TEST(Blending, TheSameScoresStayTheSame) {
  const AxisTiles rows = cut_overlapping({}, 50, 16, 8).value();
  const AxisTiles columns = cut_overlapping({}, 37, 16, 8).value();
  const std::vector<float> weights = hann_weights(16);
  BlendedRows blended(2, columns.outputs, rows.tile_outputs);
  std::int64_t next = 0;
  const auto check = [&](std::int64_t row, std::int64_t channel, std::span<const float> scores) {
    EXPECT_EQ(row, next);
    if (channel == 1) ++next;
    for (std::size_t x = 0; x < scores.size(); ++x)
      EXPECT_NEAR(scores[x], static_cast<float>(row * 100 + channel * 10) + static_cast<float>(x),
                  2e-3);
  };
  for (const AxisTile& row : rows.tiles) {
    blended.flush(row.output_begin, check);
    for (const AxisTile& column : columns.tiles) {
      std::vector<float> scores;
      for (std::int64_t c = 0; c < 2; ++c)
        for (std::int64_t y = 0; y < 16; ++y)
          for (std::int64_t x = 0; x < 16; ++x)
            scores.push_back(static_cast<float>((row.output_begin + y) * 100 + c * 10 +
                                                column.output_begin + x));
      blended.add(scores, 16, row.output_begin, column.output_begin, weights, weights);
    }
  }
  blended.flush(rows.outputs, check);
  EXPECT_EQ(next, 50);
}

}  // namespace
}  // namespace stacmlm::run
