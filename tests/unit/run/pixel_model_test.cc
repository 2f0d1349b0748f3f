// SPDX-License-Identifier: Apache-2.0
// Models that take pixels, not images.
#include <algorithm>
#include <fstream>

#include "run/preprocess/tensor_layout.h"
#include "run/proof/npy.h"
#include "stacmlm/run/example.h"
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

TEST(PixelLayout, HasTheNumbersOfAPixelSideBySide) {
  const TensorLayout layout{{Axis::kBatch, Axis::kTime, Axis::kChannel}, {-1, 2, 3}};
  ASSERT_TRUE(layout.is_of_pixels());
  const std::vector<std::int64_t> shape = layout.dimensions(20, 2, 3, 5, 4);
  EXPECT_EQ(shape, (std::vector<std::int64_t>{20, 2, 3}));
  std::vector<float> data(120);
  const TensorTarget second = layout.pixel_target(data.data(), DataType::kFloat32, shape, 4, 5, 1);
  EXPECT_EQ(second.data, data.data() + 3);
  EXPECT_EQ(second.channel_stride, 1);
  EXPECT_EQ(second.column_stride, 6);
  EXPECT_EQ(second.row_stride, 24);
  EXPECT_EQ(second.width, 4);
  EXPECT_EQ(second.height, 5);
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
    EXPECT_EQ(pixels_of(result->path), expected_classes()) << "tile " << tile;
  }
}

TEST_P(PixelRun, FillsUpTheBatchOfAModelThatTakesNoOther) {
  for (const std::int64_t batch : {1, 7}) {
    prepare(pixel_item(), pixel_net(batch), kWidth, kHeight);
    const auto result = run_it();
    ASSERT_TRUE(result) << result.error().message;
    EXPECT_EQ(pixels_of(result->path), expected_classes()) << "batch " << batch;
  }
}

TEST_P(PixelRun, AnExampleHasAsManyPixelsAsTheModelTakes) {
  for (const std::int64_t batch : {7, 10000}) {
    prepare(pixel_item(), pixel_net(batch), kWidth, kHeight);
    const auto made = plan();
    ASSERT_TRUE(made) << made.error().message;
    const ExampleOptions options{options_, run_options()};
    const auto files = make_example(*made, item_.root(), scene_, open(), options);
    ASSERT_TRUE(files) << files.error().message;
    const auto input = std::ranges::find(*files, "example-input", &ExampleFile::key);
    ASSERT_NE(input, files->end());
    const auto source = artifact::open_source(input->path);
    ASSERT_TRUE(source) << source.error().message;
    const auto tensor = read_npy(**source);
    ASSERT_TRUE(tensor) << tensor.error().message;
    EXPECT_EQ(tensor->shape(), (std::vector<std::int64_t>{batch, 4}));
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
  EXPECT_EQ(pixels_of(result->path), image_of([](std::int64_t x, std::int64_t y) {
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

TEST_P(PixelRun, RefusesAModelThatGivesTexts) {
  onnx::Model model = pixel_net();
  constexpr auto kString = static_cast<onnx::Type>(8);
  model.graph.outputs.push_back({"label", kString, {"batch"}});
  model.graph.nodes.push_back({"Identity", {"scores"}, {"label"}});
  prepare(pixel_item(), model, kWidth, kHeight);
  const auto made = plan();
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().message,
            "mlm:output: the model gives `label`, which is texts; classes that are numbers, or a "
            "model without that output, can be run");
}

TEST_P(PixelRun, RunsOperatorsOfClassicalModels) {
  if (GetParam() == std::string("evaluator")) GTEST_SKIP() << "it has none of ai.onnx.ml";
  onnx::Model model = pixel_net();  // 1 where a score is above 0
  model.operator_sets.emplace_back("ai.onnx.ml", 1);
  model.graph.nodes[0].outputs = {"sums"};
  model.graph.nodes.push_back(
      {"Binarizer", {"sums"}, {"scores"}, {{"threshold", 0.0F}}, "ai.onnx.ml"});
  prepare(pixel_item(), model, kWidth, kHeight);
  const auto result = run_it();
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_EQ(pixels_of(result->path), expected_classes());
}

std::string replaced(std::string text, std::string_view what, std::string_view with) {
  return text.replace(text.find(what), what.size(), with);
}

/// B08 < 1500 ? (1, 0) : (0, 1), as JSON of XGBoost.
std::string two_trees(const std::string& objective) {
  const auto tree = [](const char* left, const char* right) {
    return std::string(R"({"left_children": [1, -1, -1], "right_children": [2, -1, -1],
      "split_indices": [3, 0, 0], "default_left": [0, 0, 0], "split_conditions": [1500, )") +
           left + ", " + right + R"(], "tree_param": {"num_nodes": "3"}})";
  };
  return R"({"learner": {"gradient_booster": {"name": "gbtree", "model": {
      "gbtree_model_param": {"num_trees": "2"}, "tree_info": [0, 1], "trees": [)" +
         tree("1", "0") + ", " + tree("0", "1") +
         R"(]}}, "learner_model_param": {"base_score": "5E-1", "num_class": "2",
      "num_feature": "4"}, "objective": {"name": ")" +
         objective + R"("}}, "version": [2, 1, 4]})";
}

TEST_P(PixelRun, RunsTrees) {
  std::string item = replaced(pixel_item(), "./ndvi.onnx", "./trees.json");
  item = replaced(item, R"("mlm:artifact_type": "onnx")", R"("mlm:artifact_type": "xgboost")");
  prepare(item, pixel_net(), kWidth, kHeight);
  std::ofstream(path("trees.json")) << two_trees("multi:softprob");
  options_.runtime = "auto";
  options_.tile = 16;
  const auto result = run_it();
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_EQ(pixels_of(result->path), image_of([](std::int64_t x, std::int64_t y) {
              return scene_files::value_at(3, x, y) < 1500 ? 3.0F : 7.0F;
            }));
  // What cannot be run is not planned either.
  std::ofstream(path("trees.json")) << two_trees("my:own");
  const auto made = plan();
  ASSERT_FALSE(made);
  EXPECT_NE(made.error().message.find("the objective \"my:own\" is not evaluated"),
            std::string::npos)
      << made.error().message;
}

INSTANTIATE_TEST_SUITE_P(Run, PixelRun, testing::Values("evaluator", "onnxruntime"), runtime_name);

}  // namespace
}  // namespace stacmlm::run
