// SPDX-License-Identifier: Apache-2.0
// The demo's model on a small landscape of 10 m and 20 m bands, against its closed form.
#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

#include "scene_files/landscape.h"
#include "whole_run.h"

namespace stacmlm::run {
namespace {

constexpr std::int64_t kSize = 210;

class LandCover : public WholeRun {
 protected:
  void SetUp() override {
    WholeRun::SetUp();
    if (IsSkipped()) return;
    model_files::write_kind("item-land-cover", folder_.path());
    const auto written = scene_files::write_landscape(folder_.path(), kSize);
    ASSERT_TRUE(written) << written.error().message;
    std::ifstream file(path("item.json"));
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    json::Parser parser;
    ASSERT_TRUE(json::read_text(parser, text, item_));
    auto scene = read_scene(path("scene.json"));
    ASSERT_TRUE(scene) << scene.error().message;
    scene_ = *std::move(scene);
    options_.grid = "nir";
    options_.resampling = "nearest";
    options_.scale = "apply";
  }
};

struct Bands {
  std::vector<float> green, red, nir, swir;  // stored numbers

  [[nodiscard]] bool is_valid(std::int64_t x, std::int64_t y) const {
    return green[at(x, y)] > 0 && swir[coarse(x, y)] > 0;
  }
  static std::size_t at(std::int64_t x, std::int64_t y) {
    return static_cast<std::size_t>(y * kSize + x);
  }
  static std::size_t coarse(std::int64_t x, std::int64_t y) {
    return static_cast<std::size_t>((y / 2) * (kSize / 2) + x / 2);
  }
};

double reflectance(float number) {
  return std::clamp(0.0001 * static_cast<double>(number) - 0.1, 0.0, 1.0);
}

/// NDWI, NDVI and NDBI of a pixel; what is nodata has reflectance 0.
std::array<double, 3> indices_at(const Bands& bands, std::int64_t x, std::int64_t y) {
  const auto value = [&](const std::vector<float>& band, std::size_t at) {
    return band[at] > 0 ? reflectance(band[at]) : 0.0;
  };
  const double green = value(bands.green, Bands::at(x, y));
  const double red = value(bands.red, Bands::at(x, y));
  const double nir = value(bands.nir, Bands::at(x, y));
  const double swir = value(bands.swir, Bands::coarse(x, y));
  const auto index = [](double a, double b) { return (a - b) / (a + b + 1e-6); };
  return {index(green, nir), index(nir, red), index(swir, nir)};
}

/// The scores of water, built, fields and forest.
std::array<double, 4> scores_at(const Bands& bands, std::int64_t x, std::int64_t y) {
  std::array<double, 3> sums{};
  int count = 0;
  for (std::int64_t v = std::max<std::int64_t>(y - 2, 0); v <= std::min(y + 2, kSize - 1); ++v) {
    for (std::int64_t u = std::max<std::int64_t>(x - 2, 0); u <= std::min(x + 2, kSize - 1); ++u) {
      const auto indices = indices_at(bands, u, v);
      for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += indices[i];
      ++count;
    }
  }
  for (double& sum : sums) sum /= count;
  return {10 * sums[0] - 0.6, 4 * sums[2] + 0.3, sums[1], 6 * sums[1] - 3.5};
}

TEST_P(LandCover, IsWhatTheIndicesSay) {
  options_.tile = 64;
  const auto result = run_it();
  ASSERT_TRUE(result) << result.error().message;
  const Bands bands{pixels_of(path("B03.tif")), pixels_of(path("B04.tif")),
                    pixels_of(path("B08.tif")), pixels_of(path("B11.tif"))};
  const std::vector<float> classes = pixels_of(result->path);
  std::array<std::uint64_t, 5> counts{};
  std::uint64_t wrong = 0;
  for (std::int64_t y = 0; y < kSize; ++y) {
    for (std::int64_t x = 0; x < kSize; ++x) {
      const auto found = static_cast<std::size_t>(classes[Bands::at(x, y)]);
      ASSERT_LT(found, counts.size());
      ++counts[found];
      if (!bands.is_valid(x, y)) {
        EXPECT_EQ(found, 0U);
        continue;
      }
      auto scores = scores_at(bands, x, y);
      const auto best = std::ranges::max_element(scores);
      const auto expected = static_cast<std::size_t>(best - scores.begin()) + 1;
      const double margin = *best;
      *best = -1e9;
      const bool is_clear = margin - *std::ranges::max_element(scores) > 1e-4;
      if (is_clear && found != expected) ++wrong;
    }
  }
  EXPECT_EQ(wrong, 0U);
  for (const std::uint64_t count : counts) EXPECT_GT(count, 100U);
}

INSTANTIATE_TEST_SUITE_P(Run, LandCover, testing::Values("evaluator", "onnxruntime"), runtime_name);

}  // namespace
}  // namespace stacmlm::run
