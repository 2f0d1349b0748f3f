// SPDX-License-Identifier: Apache-2.0
// Scenes on grids of all kinds, and what is valid of their results.
#include <algorithm>
#include <fstream>
#include <string>

#include "vrt.h"
#include "whole_run.h"

namespace stacmlm::run {
namespace {

constexpr std::int64_t kWidth = 101;
constexpr std::int64_t kHeight = 71;
constexpr const char* kRotated =
    "<SRS>EPSG:32632</SRS><GeoTransform>600000, 8, 6, 5100000, 6, -8</GeoTransform>";
constexpr const char* kWithoutCrs = "<GeoTransform>600000, 10, 0, 5100000, 0, -10</GeoTransform>";

/// The places of the corners of scene.tif.
std::string control_points() {
  std::string points = "<GCPList Projection=\"EPSG:32632\">";
  for (const std::int64_t x : {std::int64_t{0}, kWidth}) {
    for (const std::int64_t y : {std::int64_t{0}, kHeight}) {
      points += "<GCP Pixel=\"" + std::to_string(x) + "\" Line=\"" + std::to_string(y) + "\" X=\"" +
                std::to_string(600000 + 10 * x) + "\" Y=\"" + std::to_string(5100000 - 10 * y) +
                "\"/>";
    }
  }
  return points + "</GCPList>";
}

class SceneGrids : public WholeRun {
 protected:
  void SetUp() override {
    WholeRun::SetUp();
    if (!IsSkipped()) prepare(ndvi_item(), model_files::onnx::ndvi_net(1), kWidth, kHeight);
  }

  /// The scene is one file, with the pixels of scene.tif elsewhere.
  base::Result<void> place(const std::string& where, const SceneOptions& options = {}) {
    std::ofstream(path("placed.vrt")) << vrt({.width = kWidth, .height = kHeight, .place = where});
    STACMLM_TRY(scene_, read_scene(path("placed.vrt"), options));
    return {};
  }

  /// The scene is an Item with an asset for each text of a VRT.
  void scene_of(const std::vector<std::pair<std::string, std::string>>& assets) {
    std::string text;
    for (const auto& [name, content] : assets) {
      std::ofstream(path(name + ".vrt")) << content;
      text += (text.empty() ? "\"" : ", \"") + name + R"(": {"href": "./)" + name + ".vrt\"}";
    }
    std::ofstream(path("scene.json"))
        << R"({"type": "Feature", "stac_version": "1.1.0", "id": "scene", "geometry": null,
               "links": [], "properties": {"datetime": "2024-01-01T00:00:00Z"}, "assets": {)"
        << text << "}}";
    auto scene = read_scene(path("scene.json"));
    ASSERT_TRUE(scene) << scene.error().message;
    scene_ = *std::move(scene);
  }

  std::vector<float> classes() {
    const auto result = run_it();
    EXPECT_TRUE(result) << result.error().message;
    if (!result) return {};
    grid_ = raster::open(result->path).value()->info().grid;
    return pixels_of(result->path);
  }

  raster::Grid grid_;  // of what classes() has read
};

TEST_P(SceneGrids, RotatedOnesStayAsTheyAre) {
  const auto straight = classes();
  ASSERT_TRUE(place(kRotated));
  EXPECT_EQ(classes(), straight);
  EXPECT_EQ(grid_.geotransform, scene_.files[0].grid.geotransform);
  EXPECT_TRUE(grid_.is_rotated());
}

TEST_P(SceneGrids, RotatedOnesAreMadeUprightOnPurpose) {
  ASSERT_TRUE(place(kRotated, {.upright = true}));
  auto made = plan();
  ASSERT_TRUE(made) << made.error().message;
  ASSERT_EQ(made->questions.size(), 1U);
  EXPECT_EQ(made->questions[0].option, "--resampling");
  options_.resampling = "nearest";
  const auto pixels = classes();
  EXPECT_FALSE(grid_.is_rotated());
  EXPECT_EQ(grid_.epsg, 32632);
  EXPECT_GT(std::ranges::count(pixels, 7.0F), 100);
  EXPECT_GT(std::ranges::count(pixels, 0.0F), 100) << "corners that the scene does not reach";
}

TEST_P(SceneGrids, ControlPointsAreWarpedOnPurpose) {
  const auto straight = classes();
  ASSERT_TRUE(place(control_points()));
  const auto refused = plan();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message, path("placed.vrt") +
                                         " is placed by control points: --upright warps it to a "
                                         "grid");
  ASSERT_TRUE(place(control_points(), {.upright = true}));
  options_.resampling = "nearest";
  EXPECT_EQ(classes(), straight);
  EXPECT_EQ(grid_.epsg, 32632);
  EXPECT_NEAR(grid_.geotransform[0], 600000, 0.1);
}

TEST_P(SceneGrids, WithoutACrsThereIsNoneInTheResult) {
  const auto straight = classes();
  ASSERT_TRUE(place(kWithoutCrs));
  const auto made = plan();
  ASSERT_TRUE(made && made->is_ready());
  ASSERT_EQ(made->notes.size(), 1U);
  EXPECT_EQ(made->notes[0], "the scene names no CRS, so the result names none");
  EXPECT_EQ(classes(), straight);
  EXPECT_TRUE(grid_.crs.empty());
  ASSERT_TRUE(place(""));
  EXPECT_EQ(classes(), straight);
}

TEST_P(SceneGrids, FilesOfTwoResolutions) {
  VrtOptions coarse{.width = kWidth, .height = kHeight, .bands = {4}, .names = {"B08"}};
  coarse.step = 2;
  scene_of({{"fine", vrt({.width = kWidth,
                          .height = kHeight,
                          .bands = {1, 2, 3},
                          .names = {"B02", "B03", "B04"}})},
            {"coarse", vrt(coarse)}});
  auto made = plan();
  ASSERT_TRUE(made) << made.error().message;
  ASSERT_EQ(made->questions.size(), 2U);
  EXPECT_EQ(made->questions[0].option, "--grid");
  EXPECT_EQ(made->questions[0].choices, (std::vector<std::string>{"fine", "coarse"}));
  options_.grid = "fine";
  options_.resampling = "nearest";
  const auto pixels = classes();
  const auto infrared = pixels_of(path("coarse.vrt"));
  const std::int64_t columns = (kWidth + 1) / 2;
  for (std::int64_t y = 0; y < kHeight; ++y) {
    for (std::int64_t x = 0; x < kWidth; ++x) {
      const float nir = infrared[static_cast<std::size_t>(y / 2 * columns + x / 2)];
      const bool is_nodata = nir == 0 || scene_files::value_at(2, x, y) == 0;
      const bool is_green = 0.5F * nir > 1.5F * scene_files::value_at(2, x, y);
      ASSERT_EQ(pixels[static_cast<std::size_t>(y * kWidth + x)], is_nodata  ? 0
                                                                  : is_green ? 7
                                                                             : 3)
          << x << ' ' << y;
    }
  }
  options_.grid = "coarse";
  EXPECT_EQ(classes().size(), static_cast<std::size_t>(columns * ((kHeight + 1) / 2)));
}

TEST_P(SceneGrids, EveryAnswerThatIsOfferedIsTaken) {
  VrtOptions coarse{.width = kWidth, .height = kHeight, .bands = {4}, .names = {"B08"}};
  coarse.step = 2;
  std::ofstream(path("coarse.vrt")) << vrt(coarse);
  std::ofstream(path("fine.vrt")) << vrt(
      {.width = kWidth, .height = kHeight, .bands = {1, 2, 3}, .names = {"B02", "B03", "B04"}});
  scene_ = *read_scene(path("fine.vrt"));
  ASSERT_TRUE(add_to_every_time(scene_, path("coarse.vrt")));
  options_.resampling = "nearest";
  const auto asked = plan();
  ASSERT_TRUE(asked) << asked.error().message;
  ASSERT_EQ(asked->questions.size(), 1U);
  ASSERT_EQ(asked->questions[0].choices.size(), 2U);
  for (std::size_t i = 0; i < 2; ++i) {
    options_.grid = asked->questions[0].choices[i];
    const auto made = plan();
    ASSERT_TRUE(made) << made.error().message;
    EXPECT_TRUE(made->questions.empty()) << options_.grid;
    EXPECT_EQ(made->grid, i) << options_.grid;
  }
  options_.grid = "other.vrt";
  EXPECT_FALSE(plan());
  // Of an asset of a series any file will do, if all have one grid.
  scene_.files[0].asset = "data";
  scene_.files.push_back(scene_.files[0]);
  options_.grid = "data";
  const auto of_series = plan();
  ASSERT_TRUE(of_series) << of_series.error().message;
  EXPECT_TRUE(of_series->questions.empty());
  EXPECT_EQ(of_series->grid, 0U);
}

TEST_P(SceneGrids, AnAnswerThatIsGivenTwiceIsRefused) {
  options_.bands = {{"B04", "1"}, {"B04", "2"}};
  const auto made = plan();
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().message, "--band B04: it is given twice");
}

TEST_P(SceneGrids, FilesOfTwoZones) {
  // The same place in the zone beside, whose grid is turned by some degrees.
  VrtOptions other{.width = kWidth, .height = kHeight, .bands = {4}, .names = {"B08"}};
  other.place = "<SRS>EPSG:32633</SRS><GeoTransform>135900, 10, 0, 5109900, 0, -10</GeoTransform>";
  const auto far = std::pair<std::string, std::string>{"far", vrt(other)};
  scene_of({{"near", vrt({.width = kWidth,
                          .height = kHeight,
                          .bands = {1, 2, 3},
                          .names = {"B02", "B03", "B04"}})},
            far});
  options_.grid = "near";
  const auto made = plan();
  ASSERT_TRUE(made) << made.error().message;
  ASSERT_EQ(made->questions.size(), 1U);
  EXPECT_EQ(made->questions[0].option, "--resampling");
  options_.resampling = "bilinear";
  const auto pixels = classes();
  EXPECT_EQ(grid_.epsg, 32632);
  EXPECT_GT(std::ranges::count(pixels, 3.0F) + std::ranges::count(pixels, 7.0F), 1000);
}

TEST_P(SceneGrids, APixelOfASmallerResultIsValidWhereAllThatItCoversIs) {
  model_files::onnx::Model model = model_files::onnx::ndvi_net(1);
  model.graph.outputs = {
      {"means", model_files::onnx::Type::kFloat32, {"batch", std::int64_t{4}, "rows", "columns"}}};
  model.graph.nodes = {{"AveragePool",
                        {"image"},
                        {"means"},
                        {{"kernel_shape", std::vector<std::int64_t>{2, 2}},
                         {"strides", std::vector<std::int64_t>{2, 2}}}}};
  std::string item = ndvi_item();
  const auto change = [&](const std::string& from, const std::string& to) {
    item.replace(item.find(from), from.size(), to);
  };
  change(R"("shape": [-1, 2, -1, -1])", R"("shape": [-1, 4, -1, -1])");
  change(R"("tasks": ["semantic-segmentation"],
        "result")",
         R"("tasks": ["regression"],
        "result")");
  prepare(item, model, kWidth, kHeight);
  options_.form = ResultForm::kValues;
  for (const std::int64_t tile : {0, 32}) {
    options_.tile = tile;
    for (const NodataPolicy policy : {NodataPolicy::kAny, NodataPolicy::kAll}) {
      options_.nodata = policy;
      const auto pixels = classes();
      const std::int64_t columns = (kWidth + 1) / 2;
      ASSERT_EQ(grid_.width, columns);
      ASSERT_EQ(grid_.height, (kHeight + 1) / 2);
      for (std::int64_t y = 0; y < grid_.height; ++y) {
        for (std::int64_t x = 0; x < columns; ++x) {
          int valid = 0;
          int all = 0;
          for (std::int64_t v = 2 * y; v < std::min(2 * y + 2, kHeight); ++v) {
            for (std::int64_t u = 2 * x; u < std::min(2 * x + 2, kWidth); ++u, ++all)
              valid += scene_files::value_at(0, u, v) == 0 ? 0 : 1;
          }
          const bool is_valid = policy == NodataPolicy::kAny ? valid == all : valid > 0;
          ASSERT_EQ(pixels[static_cast<std::size_t>(y * columns + x)] != 0, is_valid)
              << x << ' ' << y;
        }
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Run, SceneGrids, testing::Values("evaluator", "onnxruntime"),
                         runtime_name);

}  // namespace
}  // namespace stacmlm::run
