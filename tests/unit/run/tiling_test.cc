// SPDX-License-Identifier: Apache-2.0
#include "model_files/onnx_unet.h"
#include "run/tiling/blend.h"
#include "run/tiling/field.h"
#include "run/tiling/tiles.h"
#include "runtimes.h"
#include "tiled.h"

namespace stacmlm::run {
namespace {

namespace makers = model_files::onnx;

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
      EXPECT_TRUE(is_bit_equal(run_tiles(net, image, tile, tile), run_whole(net, image)))
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

TEST_P(ExactTiling, KernelsForManyChannels) {
  // From 8 or 16 channels on ONNX Runtime lays out its tensors in another way.
  for (const Upsampling upsampling : {Upsampling::kTransposed, Upsampling::kNearest}) {
    makers::UnetOptions options = small(2, upsampling);
    options.bands = 4;
    options.width = 16;
    options.lower_width = 32;
    options.has_batch_norm = true;
    expect_exact(options);
  }
}

TEST_P(ExactTiling, TooSmallAMarginIsSeen) {
  Folder folder;
  Net net = load(runtime(), folder.write(makers::unet(small(2, Upsampling::kTransposed))));
  const Tensor image = noise({1, 3, 97, 89});
  const std::vector<float> whole = run_whole(net, image);
  ASSERT_TRUE(is_bit_equal(run_tiles(net, image, 48, 48), whole));
  for (AxisField* axis : {&net.field.y, &net.field.x}) {
    axis->left -= 4;
    axis->right -= 4;
  }
  EXPECT_FALSE(is_bit_equal(run_tiles(net, image, 48, 48), whole));
}

TEST_P(ExactTiling, OriginsOffTheStrideAreSeen) {
  Folder folder;
  Net net = load(runtime(), folder.write(makers::unet(small(2, Upsampling::kTransposed))));
  const Tensor image = noise({1, 3, 96, 96});
  const std::vector<float> whole = run_whole(net, image);
  net.field.y.stride = 1;
  EXPECT_FALSE(is_bit_equal(run_tiles(net, image, 45 + 3, 45 + 3), whole));
}

INSTANTIATE_TEST_SUITE_P(Each, ExactTiling, testing::ValuesIn(runtimes_of("onnx")), runtime_name);

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

TEST(Tiles, WhatTheirOutputsCover) {
  using Ranges = std::vector<PixelRange>;
  // A net that halves: the last output covers one pixel of an odd image.
  const AxisTiles half = cut_exactly({.stride = 2, .step = {2, 1}, .right = 1}, 101, 32).value();
  EXPECT_EQ(covered(half.tiles[0], half, 0, 2), (Ranges{{0, 2}, {2, 4}}));
  EXPECT_EQ(half.tiles.back().begin, 70);
  EXPECT_EQ(half.tiles.back().output_end, 51);
  EXPECT_EQ(covered(half.tiles.back(), half, 14, 2), (Ranges{{28, 30}, {30, 31}}));
  // One that doubles.
  const AxisTiles twice = cut_exactly({.step = {1, 2}}, 50, 16).value();
  EXPECT_EQ(covered(twice.tiles[1], twice, 0, 3), (Ranges{{0, 1}, {0, 1}, {1, 2}}));
  // One without padding of its own looks beyond the image.
  const AxisTiles valid = cut_exactly({.right = 4, .lost = 4, .before = 2}, 50, 24).value();
  EXPECT_EQ(covered(valid.tiles[0], valid, 0, 2), (Ranges{{2, 3}, {3, 4}}));
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
