// SPDX-License-Identifier: Apache-2.0
// Models that give one row for an image.
#include <cmath>
#include <fstream>
#include <iterator>

#include "model_files/onnx_scene_nets.h"
#include "run/output/lineage.h"
#include "whole_run.h"

namespace stacmlm::run {
namespace {

using model_files::onnx::band_means;
using model_files::onnx::scene_classifier;
using model_files::onnx::scene_net;

constexpr std::int64_t kSize = 32;

struct ItemForm {
  std::int64_t size = kSize;
  std::string task = "scene-classification";
  std::string dimensions = R"(["batch", "class"])";
  std::int64_t numbers = 3;
  std::string classes =
      R"([{"value": 1, "name": "dark"}, {"value": 4, "name": "Blått / \"deep\""},
          {"value": 9, "name": "green"}])";
  std::string resize = "null";
};

std::string item_of(const ItemForm& form) {
  const std::string size = std::to_string(form.size);
  return R"({"type": "Feature", "stac_version": "1.1.0", "id": "rows",
    "stac_extensions": ["https://stac-extensions.github.io/mlm/v1.5.2/schema.json"],
    "geometry": null, "links": [],
    "properties": {"datetime": "2024-01-01T00:00:00Z", "mlm:name": "Rows",
      "mlm:architecture": "pool", "mlm:tasks": [")" +
         form.task + R"("],
      "mlm:input": [{"name": "image", "bands": ["B02", "B03", "B04", "B08"],
        "input": {"shape": [-1, 4, )" +
         size + ", " + size +
         R"(], "dim_order": ["batch", "bands", "height", "width"], "data_type": "float32"},
        "value_scaling": null, "resize_type": )" +
         form.resize + R"(}],
      "mlm:output": [{"name": "result", "tasks": [")" +
         form.task + R"("],
        "result": {"shape": [-1, )" +
         std::to_string(form.numbers) + R"(], "dim_order": )" + form.dimensions +
         R"(, "data_type": "float32"}, "classification:classes": )" + form.classes + R"(}]},
    "assets": {"model": {"href": "./ndvi.onnx", "roles": ["mlm:model"],
      "type": "application/octet-stream; framework=onnx; profile=onnx",
      "mlm:artifact_type": "onnx"}}})";
}

json::Value first_of(json::Value array) { return *array.elements().begin(); }

/// A row of a GeoJSON: `{"class": 4, ...}` after its polygon.
struct Row {
  json::Value properties;
  json::Value ring;

  [[nodiscard]] double number(std::string_view name) const {
    const json::Value value = properties.find(name);
    return value.is_number() ? value.number() : std::nan("");
  }
};

class Table : public WholeRun {
 protected:
  void SetUp() override {
    WholeRun::SetUp();
    options_.layer_format = raster::LayerFormat::kGeoJson;
  }

  std::vector<Row> rows_of(const RunResult& result) {
    std::ifstream in(result.path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    json::Parser parser;
    const auto root = json::read_text(parser, text, layer_);
    EXPECT_TRUE(root) << root.error().message;
    std::vector<Row> rows;
    for (const json::Value feature : layer_.root().find("features").elements()) {
      rows.push_back(
          {feature.find("properties"), first_of(feature.find("geometry").find("coordinates"))});
    }
    return rows;
  }

  /// The mean of a band in a window; of pixels without data, 0 counts, as the net is given it.
  static double mean_of(int band, std::int64_t x, std::int64_t y, std::int64_t width,
                        std::int64_t height) {
    double sum = 0;
    for (std::int64_t row = y; row < y + height; ++row) {
      for (std::int64_t column = x; column < x + width; ++column)
        sum += scene_files::value_at(band, column, row);
    }
    return sum / static_cast<double>(width * height);
  }

  json::Document layer_;
};

TEST_P(Table, ARowForEachTileOfALargerScene) {
  prepare(item_of({}), scene_classifier(kSize), 3 * kSize, 2 * kSize);
  const auto result = run_it();
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_TRUE(result->path.ends_with(".geojson"));
  const auto rows = rows_of(*result);
  ASSERT_EQ(rows.size(), 6U);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto column = static_cast<std::int64_t>(i % 3);
    const auto row = static_cast<std::int64_t>(i / 3);
    EXPECT_EQ(rows[i].number("tile_column"), column);
    EXPECT_EQ(rows[i].number("tile_row"), row);
    const auto mean = [&](int band) {
      return mean_of(band, column * kSize, row * kSize, kSize, kSize);
    };
    const double blue = mean(0) - mean(3);
    const double green = mean(3) - mean(2);
    EXPECT_EQ(rows[i].number("score_dark"), 0);
    EXPECT_NEAR(rows[i].number("score_Blått____deep_"), blue, 1e-3 * std::abs(blue));
    EXPECT_NEAR(rows[i].number("score_green"), green, 1e-3 * std::abs(green));
    const bool is_green = green > 0 && green > blue;
    EXPECT_EQ(rows[i].number("class"), is_green ? 9 : blue > 0 ? 4 : 1);
    EXPECT_EQ(rows[i].properties.find("class_name").string(), is_green   ? "green"
                                                              : blue > 0 ? "Blått / \"deep\""
                                                                         : "dark");
    // 0 + 1 + ... + 19 and 20 pixels of the corner have no data.
    EXPECT_DOUBLE_EQ(rows[i].number("nodata_share"), i == 0 ? 210.0 / (kSize * kSize) : 0);
  }
}

TEST_P(Table, TilesAtTheEdgeEndWithTheScene) {
  prepare(item_of({}), scene_classifier(kSize), kSize + 5, kSize);
  const auto result = run_it();
  ASSERT_TRUE(result) << result.error().message;
  const auto rows = rows_of(*result);
  ASSERT_EQ(rows.size(), 2U);
  const auto whole = raster::footprint(scene_.files.front().grid);
  ASSERT_TRUE(whole);
  double east = -180;
  for (const raster::Point& point : *whole) east = std::max(east, point[0]);
  double farthest = -180;
  for (const json::Value point : rows[1].ring.elements())
    farthest = std::max(farthest, first_of(point).number());
  EXPECT_NEAR(farthest, east, 1e-6);
  EXPECT_EQ(rows[1].number("nodata_share"), 0);
}

TEST_P(Table, ARowForTheSceneOfAModelOfAnySize) {
  ItemForm form{.size = -1,
                .task = "regression",
                .dimensions = R"(["batch", "embedding"])",
                .numbers = 4,
                .classes = "[]"};
  prepare(item_of(form), band_means(), 70, 50);
  const auto open = plan();
  ASSERT_TRUE(open) << open.error().message;
  ASSERT_EQ(open->questions.size(), 1U);
  EXPECT_EQ(open->questions[0].option, "--per");
  options_.per = Per::kScene;
  const auto result = run_it();
  ASSERT_TRUE(result) << result.error().message;
  const auto rows = rows_of(*result);
  ASSERT_EQ(rows.size(), 1U);
  for (int band = 0; band < 4; ++band) {
    const double mean = mean_of(band, 0, 0, 70, 50);
    EXPECT_NEAR(rows[0].number("e" + std::to_string(band)), mean, 1e-3 * mean) << band;
  }
  EXPECT_DOUBLE_EQ(rows[0].number("nodata_share"), 210.0 / 3500);
}

TEST_P(Table, ASceneIsResizedOrLookedAtInTiles) {
  ItemForm form{.task = "regression",
                .dimensions = R"(["batch", "embedding"])",
                .numbers = 4,
                .classes = "[]",
                .resize = R"("interpolation-area")"};
  auto net =
      scene_net({.size = kSize, .weights = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1}});
  prepare(item_of(form), net, 2 * kSize, 2 * kSize);
  const auto open = plan();
  ASSERT_TRUE(open) << open.error().message;
  ASSERT_EQ(open->questions.size(), 1U);
  EXPECT_EQ(open->questions[0].field, "mlm:input[0].resize_type");
  options_.per = Per::kScene;
  const auto result = run_it();
  ASSERT_TRUE(result) << result.error().message;
  const auto rows = rows_of(*result);
  ASSERT_EQ(rows.size(), 1U);
  // Means of 2 x 2 pixels have the mean of all of them, but for those beside the corner.
  const double mean = mean_of(3, 0, 0, 2 * kSize, 2 * kSize);
  EXPECT_NEAR(rows[0].number("e3"), mean, 0.02 * mean);
  options_.per = Per::kTile;
  const auto tiles = run_it();
  ASSERT_TRUE(tiles) << tiles.error().message;
  EXPECT_EQ(rows_of(*tiles).size(), 4U);
}

TEST_P(Table, ASceneIsCroppedInTheMiddle) {
  prepare(item_of({.resize = R"("crop")"}), scene_classifier(kSize), 3 * kSize, 3 * kSize);
  options_.per = Per::kScene;
  const auto result = run_it();
  ASSERT_TRUE(result) << result.error().message;
  const auto rows = rows_of(*result);
  ASSERT_EQ(rows.size(), 1U);
  const double green =
      mean_of(3, kSize, kSize, kSize, kSize) - mean_of(2, kSize, kSize, kSize, kSize);
  EXPECT_NEAR(rows[0].number("score_green"), green, 1e-3 * std::abs(green));
  EXPECT_EQ(rows[0].number("nodata_share"), 0);
}

TEST_P(Table, AsARasterATileIsAPixel) {
  ItemForm form{.task = "regression",
                .dimensions = R"(["batch", "embedding"])",
                .numbers = 4,
                .classes = "[]"};
  auto net =
      scene_net({.size = kSize, .weights = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1}});
  prepare(item_of(form), net, 3 * kSize - 5, 2 * kSize);
  options_.rows = Rows::kRaster;
  const auto result = run_it();
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_TRUE(result->path.ends_with(".tif"));
  const auto raster = raster::open(result->path);
  ASSERT_TRUE(raster) << raster.error().message;
  const raster::Grid& grid = (*raster)->info().grid;
  const raster::Grid& scene = scene_.files.front().grid;
  EXPECT_EQ(grid.width, 3);
  EXPECT_EQ(grid.height, 2);
  EXPECT_EQ(grid.geotransform[0], scene.geotransform[0]);
  EXPECT_EQ(grid.geotransform[1], kSize * scene.geotransform[1]);
  EXPECT_EQ(grid.geotransform[5], kSize * scene.geotransform[5]);
  ASSERT_EQ((*raster)->info().bands.size(), 4U);
  EXPECT_EQ((*raster)->info().bands[3].name, "result_4");
  const auto pixels = pixels_of(result->path);
  for (std::int64_t i = 0; i < 6; ++i) {
    if (i % 3 == 2) continue;  // filled up beyond the scene
    const double mean = mean_of(0, i % 3 * kSize, i / 3 * kSize, kSize, kSize);
    EXPECT_NEAR(pixels[static_cast<std::size_t>(i)], mean, 1e-3 * mean) << i;
  }
  EXPECT_NE(result->item.find("\"result_1\""), std::string::npos);
  options_.per = Per::kScene;
  EXPECT_FALSE(plan());
}

TEST_P(Table, AsARasterOfClassesAndOfTilesWithoutData) {
  prepare(item_of({.size = 4}), scene_classifier(4), 32, 4);
  options_.rows = Rows::kRaster;
  const auto result = run_it();
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_EQ(result->skipped_tiles, 4U);  // wholly in the corner without data
  const auto pixels = pixels_of(result->path);
  ASSERT_EQ(pixels.size(), 8U);
  EXPECT_EQ(pixels[0], 0);  // nodata is read as 0
  EXPECT_TRUE(pixels[7] == 1 || pixels[7] == 4 || pixels[7] == 9) << pixels[7];
}

TEST_P(Table, WhatIsNotSaidIsRefused) {
  prepare(item_of({}), scene_classifier(kSize), 2 * kSize, kSize);
  options_.per = Per::kScene;
  const auto plan_of_scene = plan();
  ASSERT_FALSE(plan_of_scene);
  EXPECT_NE(plan_of_scene.error().message.find("mlm:input[0].resize_type"), std::string::npos);
  options_.per = Per::kAuto;
  options_.tile = 16;
  EXPECT_FALSE(plan());
  options_.tile = 0;
  options_.tiling = Tiling::kBlend;
  EXPECT_FALSE(plan());
}

TEST_P(Table, ManyColumnsWantAnotherFormat) {
  constexpr std::int64_t kNumbers = 2048;
  ItemForm form{.task = "regression",
                .dimensions = R"(["batch", "embedding"])",
                .numbers = kNumbers,
                .classes = "[]"};
  const std::vector<float> weights(4 * kNumbers, 0.25F);
  prepare(item_of(form), scene_net({.size = kSize, .weights = weights}), kSize, kSize);
  options_.layer_format = raster::LayerFormat::kGeoPackage;
  const auto open = plan();
  ASSERT_TRUE(open) << open.error().message;
  ASSERT_EQ(open->questions.size(), 1U);
  EXPECT_EQ(open->questions[0].option, "--layer-format");
  options_.layer_format = raster::LayerFormat::kFlatGeobuf;
  const auto result = run_it();
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_NE(result->item.find("\"e2047\""), std::string::npos);
  EXPECT_NE(result->item.find("application/vnd.flatgeobuf"), std::string::npos);
}

TEST_P(Table, TilesWithoutDataHaveRowsWithoutResults) {
  prepare(item_of({.size = 4}), scene_classifier(4), 12, 4);
  const auto result = run_it();
  ASSERT_TRUE(result) << result.error().message;
  const auto rows = rows_of(*result);
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(result->skipped_tiles, 3U);
  ASSERT_FALSE(result->notes.empty());
  EXPECT_EQ(result->notes.back(), "all of the scene is nodata, and so is the result");
  for (const Row& row : rows) {
    EXPECT_EQ(row.number("nodata_share"), 1);
    EXPECT_TRUE(row.properties.find("class").is_null());
  }
}

TEST_P(Table, ImagesHaveToFitIntoTheMemoryThatThereIs) {
  constexpr std::uint64_t kMega = std::uint64_t{1} << 20U;
  prepare(item_of({}), scene_classifier(kSize), 3 * kSize, 2 * kSize);
  options_.memory = 100 * kMega;
  const auto none = plan();
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().kind, base::ErrorKind::kLimitExceeded);
  EXPECT_NE(none.error().message.find("for one image of 32 x 32 pixels at a time"),
            std::string::npos)
      << none.error().message;
  options_.memory = 400 * kMega;
  options_.workers = 1000;
  const auto fewer = plan();
  ASSERT_TRUE(fewer) << fewer.error().message;
  EXPECT_LT(fewer->workers, 1000U);
  EXPECT_LE(fewer->memory, options_.memory);
  ASSERT_FALSE(fewer->notes.empty());
  EXPECT_NE(fewer->notes.back().find("instead of 1000"), std::string::npos);
}

TEST(Lineage, HoldsTheNotesOfTablesToo) {
  Plan plan;
  plan.notes = {"what is worth a look"};
  Scene scene;
  scene.times.push_back({.path = "scene.tif", .id = "scene", .item = {}});
  for (const Per per : {Per::kAuto, Per::kScene, Per::kTile}) {
    plan.tiles.per = per;
    const std::string text = lineage_of(plan, scene);
    EXPECT_TRUE(text.ends_with(". Note: what is worth a look.")) << text;
    EXPECT_EQ(text.find("; tiles ") != std::string::npos, per == Per::kAuto) << text;
  }
}

INSTANTIATE_TEST_SUITE_P(Run, Table, testing::Values("evaluator", "onnxruntime"), runtime_name);

}  // namespace
}  // namespace stacmlm::run
