// SPDX-License-Identifier: Apache-2.0
// From the scene to the raster: tiles give bit for bit what the whole scene at once gives.
#include <cstring>

#include "model_files/onnx_unet.h"
#include "whole_run.h"

namespace stacmlm::run {
namespace {

namespace makers = model_files::onnx;

class WholeExact : public WholeRun {
 protected:
  /// All bands of the result.
  static std::vector<float> all_pixels(const std::string& file) {
    const auto raster = raster::open(file);
    EXPECT_TRUE(raster) << raster.error().message;
    const raster::Info& info = (*raster)->info();
    std::vector<std::size_t> bands(info.bands.size());
    for (std::size_t i = 0; i < bands.size(); ++i) bands[i] = i;
    const auto count = static_cast<std::size_t>(info.grid.width * info.grid.height) * bands.size();
    std::vector<float> pixels(count);
    std::vector<std::uint8_t> valid(count);
    const auto read =
        (*raster)->read({0, 0, info.grid.width, info.grid.height}, bands, pixels, valid);
    EXPECT_TRUE(read) << read.error().message;
    return pixels;
  }

  std::vector<float> pixels_with(Tiling tiling, std::int64_t tile) {
    options_.tiling = tiling;
    options_.tile = tile;
    const auto result = run_it();
    EXPECT_TRUE(result) << result.error().message;
    return result ? all_pixels(result->path) : std::vector<float>();
  }

  void expect_exact(const makers::UnetOptions& net, std::int64_t width, std::int64_t height) {
    std::string item = ndvi_item(R"([{"type": "z-score", "mean": 900, "stddev": 700}])");
    item.replace(item.find("[-1, 2, -1, -1]"), 15, "[-1, 3, -1, -1]");
    prepare(item, makers::unet(net), width, height);
    options_.form = ResultForm::kValues;
    const std::vector<float> whole = pixels_with(Tiling::kNone, 0);
    ASSERT_EQ(whole.size(), static_cast<std::size_t>(width * height * 3));
    const std::vector<float> tiles = pixels_with(Tiling::kExact, 64);
    ASSERT_EQ(tiles.size(), whole.size());
    EXPECT_EQ(std::memcmp(tiles.data(), whole.data(), whole.size() * sizeof(float)), 0)
        << width << " x " << height << ", padding " << options_.pad;
  }
};

makers::UnetOptions net_of(std::int64_t levels, bool is_valid = false) {
  return {.bands = 4,
          .classes = 3,
          .width = 4,
          .lower_width = 6,
          .levels = levels,
          .is_valid = is_valid};
}

TEST_P(WholeExact, OnSizesAroundTheTile) {
  for (const auto& [width, height] :
       {std::pair{63, 64}, std::pair{65, 127}, std::pair{101, 61}, std::pair{129, 130}}) {
    expect_exact(net_of(2), width, height);
  }
}

TEST_P(WholeExact, WhateverLiesBeyondTheEdges) {
  for (const char* pad : {"reflect", "edge", "constant"}) {
    options_.pad = pad;
    expect_exact(net_of(1), 97, 83);
  }
}

TEST_P(WholeExact, OfNetsWithoutPadding) { expect_exact(net_of(2, true), 149, 103); }

INSTANTIATE_TEST_SUITE_P(Run, WholeExact, testing::Values("evaluator", "onnxruntime"),
                         runtime_name);

}  // namespace
}  // namespace stacmlm::run
