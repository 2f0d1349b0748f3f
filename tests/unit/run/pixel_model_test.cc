// SPDX-License-Identifier: Apache-2.0
// Models that take pixels, not images.
#include "whole_run.h"

namespace stacmlm::run {
namespace {

namespace onnx = model_files::onnx;

constexpr std::int64_t kWidth = 57;
constexpr std::int64_t kHeight = 43;

std::string pixel_item(const std::string& inputs = R"(["batch", "bands"])",
                       const std::string& outputs = R"(["batch", "class"])",
                       const std::string& shape = "[-1, 2]") {
  return R"({"type": "Feature", "stac_version": "1.1.0", "id": "pixels",
    "stac_extensions": ["https://stac-extensions.github.io/mlm/v1.5.2/schema.json"],
    "geometry": null, "links": [],
    "properties": {"datetime": "2024-01-01T00:00:00Z", "mlm:name": "Pixels",
      "mlm:architecture": "MLP", "mlm:tasks": ["semantic-segmentation"],
      "mlm:input": [{"name": "pixel", "bands": ["B02", "B03", "B04", "B08"],
        "input": {"shape": [-1, 4], "dim_order": )" +
         inputs + R"(, "data_type": "float32"}}],
      "mlm:output": [{"name": "cover", "tasks": ["semantic-segmentation"],
        "result": {"shape": )" +
         shape + R"(, "dim_order": )" + outputs + R"(, "data_type": "float32"},
        "classification:classes": [{"value": 3, "name": "other"},
                                   {"value": 7, "name": "vegetation"}]}]},
    "assets": {"model": {"href": "./ndvi.onnx", "roles": ["mlm:model"],
      "type": "application/octet-stream; framework=onnx; profile=onnx",
      "mlm:artifact_type": "onnx"}}})";
}

/// Scores of `other` and of `vegetation`: 0, and 0.5 * B08 - 1.5 * B04.
onnx::Model pixel_net(onnx::Size batch = "batch") {
  onnx::Tensor weight = onnx::values("weight", {0, 0, 0, 0, 0, -1.5F, 0, 0.5F});
  weight.shape = {4, 2};
  onnx::Model model;
  model.graph.inputs = {{"pixel", onnx::Type::kFloat32, {batch, 4}}};
  model.graph.outputs = {{"scores", onnx::Type::kFloat32, {batch, 2}}};
  model.graph.initializers = {std::move(weight)};
  model.graph.nodes = {{"Gemm", {"pixel", "weight"}, {"scores"}}};
  return model;
}

double score_at(std::int64_t x, std::int64_t y) {
  return 0.5 * scene_files::value_at(3, x, y) - 1.5 * scene_files::value_at(2, x, y);
}

template <class Value>
std::vector<float> image_of(Value value) {
  std::vector<float> image;
  for (std::int64_t y = 0; y < kHeight; ++y) {
    for (std::int64_t x = 0; x < kWidth; ++x) {
      const bool is_nodata = scene_files::value_at(0, x, y) == 0;
      image.push_back(is_nodata ? 0.0F : value(x, y));
    }
  }
  return image;
}

std::vector<float> expected_classes() {
  return image_of([](std::int64_t x, std::int64_t y) { return score_at(x, y) > 0 ? 7.0F : 3.0F; });
}

using PixelRun = WholeRun;

TEST_P(PixelRun, GivesEachPixelItsClass) {
  prepare(pixel_item(), pixel_net(), kWidth, kHeight);
  for (const std::int64_t tile : {16, 57, 0}) {
    options_.tile = tile;
    const auto made = plan();
    ASSERT_TRUE(made) << made.error().message;
    EXPECT_TRUE(made->is_of_pixels());
    EXPECT_TRUE(made->tiles.is_exact);
    EXPECT_EQ(made->tiles.halo_x, 0);
    const auto result = run_it();
    ASSERT_TRUE(result) << result.error().message;
    EXPECT_EQ(pixels_of(result->raster), expected_classes()) << "tile " << tile;
  }
}

TEST_P(PixelRun, FillsUpTheBatchOfAModelThatTakesNoOther) {
  for (const std::int64_t batch : {1, 7}) {
    prepare(pixel_item(), pixel_net(batch), kWidth, kHeight);
    const auto result = run_it();
    ASSERT_TRUE(result) << result.error().message;
    EXPECT_EQ(pixels_of(result->raster), expected_classes()) << "batch " << batch;
  }
}

TEST_P(PixelRun, WritesOneValueAPixel) {
  onnx::Model model = pixel_net();
  onnx::Tensor weight = onnx::values("weight", {0, 0, -1.5F, 0.5F});
  weight.shape = {4, 1};
  model.graph.initializers = {std::move(weight)};
  model.graph.outputs[0].shape = {"batch", 1};
  options_.form = ResultForm::kValues;
  prepare(pixel_item(R"(["batch", "features"])", R"(["batch", "channel"])", "[-1, 1]"), model,
          kWidth, kHeight);
  const auto result = run_it();
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_EQ(pixels_of(result->raster), image_of([](std::int64_t x, std::int64_t y) {
              return static_cast<float>(score_at(x, y));
            }));
}

TEST_P(PixelRun, RefusesResultsThatAreImages) {
  prepare(pixel_item(R"(["batch", "bands"])", R"(["class", "batch"])", "[2, -1]"), pixel_net(),
          kWidth, kHeight);
  const auto made = plan();
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().message.substr(0, 33), "mlm:output[0].result.dim_order: t");
}

TEST_P(PixelRun, RefusesAModelThatGivesFewerRows) {
  // The mean over the pixels: one row, whatever the batch.
  onnx::Model model = pixel_net();
  model.graph.nodes[0].outputs = {"each"};
  model.graph.initializers.push_back(onnx::integers("shape", {2, -1}));
  model.graph.nodes.push_back({"Reshape", {"each", "shape"}, {"scores"}});
  model.graph.outputs[0].shape = {"x", "y"};
  prepare(pixel_item(), model, kWidth, kHeight);
  const auto result = run_it();
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, base::ErrorKind::kBackend) << result.error().message;
}

INSTANTIATE_TEST_SUITE_P(Run, PixelRun, testing::Values("evaluator", "onnxruntime"), runtime_name);

}  // namespace
}  // namespace stacmlm::run
