// SPDX-License-Identifier: Apache-2.0
#include "whole_run.h"

#include <filesystem>
#include <fstream>

#include "stacmlm/rules/check.h"

namespace stacmlm::run {
namespace {

constexpr float kOther = 3;
constexpr float kVegetation = 7;

/// What ndvi_net() makes of the scene. Invalid pixels are read as 0; so is nodata of the result,
/// which is 255 and not valid.
std::vector<float> expected(std::int64_t kernel, std::int64_t width, std::int64_t height) {
  std::vector<float> classes;
  const std::int64_t border = kernel / 2;
  for (std::int64_t y = 0; y < height; ++y) {
    for (std::int64_t x = 0; x < width; ++x) {
      double sum = 0;
      for (std::int64_t v = std::max<std::int64_t>(y - border, 0);
           v <= std::min(y + border, height - 1); ++v) {
        for (std::int64_t u = std::max<std::int64_t>(x - border, 0);
             u <= std::min(x + border, width - 1); ++u) {
          sum += 0.5 * scene_files::value_at(3, u, v) - 1.5 * scene_files::value_at(2, u, v);
        }
      }
      const bool is_nodata = scene_files::value_at(0, x, y) == 0;
      classes.push_back(is_nodata ? 0 : sum > 0 ? kVegetation : kOther);
    }
  }
  return classes;
}

TEST_P(WholeRun, GivesTheClassesOfAClosedForm) {
  constexpr std::int64_t kWidth = 157;
  constexpr std::int64_t kHeight = 131;
  for (const std::int64_t kernel : {1, 5}) {
    prepare(ndvi_item(), model_files::onnx::ndvi_net(kernel), kWidth, kHeight);
    for (const std::int64_t tile : {32, 64, 157, 0}) {
      options_.tile = tile;
      const auto result = run_it();
      ASSERT_TRUE(result) << result.error().message;
      EXPECT_EQ(pixels_of(result->path), expected(kernel, kWidth, kHeight))
          << "kernel " << kernel << ", tile " << tile;
    }
  }
}

TEST_P(WholeRun, AFixedBatchOfTilesGivesTheSame) {
  constexpr std::int64_t kWidth = 157;
  constexpr std::int64_t kHeight = 131;
  options_.tile = 32;
  prepare(ndvi_item(), model_files::onnx::ndvi_net(5), kWidth, kHeight);
  options_.tiling = Tiling::kBlend;
  const auto blended = run_it();
  ASSERT_TRUE(blended) << blended.error().message;
  const std::vector<float> alone = pixels_of(blended->path);
  model_files::onnx::Model model = model_files::onnx::ndvi_net(5);
  model.graph.inputs[0].shape[0] = std::int64_t{7};
  model.graph.outputs[0].shape[0] = std::int64_t{7};
  prepare(ndvi_item(), model, kWidth, kHeight);
  const auto together = run_it();
  ASSERT_TRUE(together) << together.error().message;
  EXPECT_EQ(pixels_of(together->path), alone);
  options_.tiling = Tiling::kExact;
  const auto made = plan();
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(made->tiles.batch, 7);
  const auto exact = run_it();
  ASSERT_TRUE(exact) << exact.error().message;
  EXPECT_EQ(pixels_of(exact->path), expected(5, kWidth, kHeight));
}

TEST_P(WholeRun, ABatchThatTheResultDoesNotBeginWithIsRefused) {
  model_files::onnx::Model model = model_files::onnx::ndvi_net(1);
  model.graph.inputs[0].shape[0] = std::int64_t{7};
  std::string item = ndvi_item();
  const std::string order = R"(["batch", "class", "height", "width"])";
  item.replace(item.find(order), order.size(), R"(["class", "batch", "height", "width"])");
  const std::string shape = R"([-1, 2, -1, -1])";
  item.replace(item.find(shape), shape.size(), R"([2, -1, -1, -1])");
  model.graph.outputs[0].shape = {std::int64_t{2}, std::int64_t{7}, "height", "width"};
  prepare(item, model, 64, 64);
  const auto made = plan();
  ASSERT_FALSE(made);
  EXPECT_TRUE(made.error().message.starts_with("mlm:output[0].result.dim_order: "))
      << made.error().message;
}

TEST_P(WholeRun, NamesWhatItWasMadeFrom) {
  prepare(ndvi_item(), model_files::onnx::ndvi_net(1), 64, 64);
  std::ofstream(path("item.json")) << ndvi_item();
  const auto result = run_it();
  ASSERT_TRUE(result) << result.error().message;
  rules::Checker checker;
  const auto report = checker.check(json::Text::copy_of(result->item), result->item_path);
  for (const auto& finding : report.findings) {
    EXPECT_EQ(finding.severity, diag::Severity::kInfo) << finding.code << ' ' << finding.message;
  }
  const json::Value item = checker.document().root();
  EXPECT_TRUE(
      item.find("properties").find("processing:expression").find("format").equals("stac-mlm"));
  EXPECT_TRUE(item.find("links").at(0).find("mlm:name").equals("NDVI threshold"));
  EXPECT_EQ(item.find("assets").find("result").find("classification:classes").size(), 3U);
}

TEST_P(WholeRun, RefusesWhatTheModelDoesNotGive) {
  // The Item says two classes; this network gives one of another size.
  model_files::onnx::Model model = model_files::onnx::ndvi_net(1);
  model.graph.outputs[0].shape = {"batch", "classes", "height", "width"};
  model.graph.initializers[0].shape = {1, 8, 1, 1};
  model.graph.nodes[0].attributes.push_back({"group", std::int64_t{1}});
  prepare(ndvi_item(), model, 64, 64);
  const auto result = run_it();
  ASSERT_FALSE(result);
  EXPECT_FALSE(std::filesystem::exists(path("scene_ndvi.tif")));
}

TEST_P(WholeRun, RefusesAnotherSizeThanThePlanKnowsOf) {
  // No whole factor, which is not followed: what comes is larger than what was expected.
  model_files::onnx::Model model = model_files::onnx::ndvi_net(1);
  auto& graph = model.graph;
  graph.initializers.push_back(model_files::onnx::values("scales", {1, 1, 1.7F, 2.3F}));
  graph.nodes.front().outputs = {"small"};
  graph.nodes.push_back({"Resize",
                         {"small", "", "scales"},
                         {"scores"},
                         {{"mode", std::string("nearest")},
                          {"coordinate_transformation_mode", std::string("asymmetric")}}});
  prepare(ndvi_item(), model, 157, 131);
  const auto result = run_it();
  ASSERT_FALSE(result);
  EXPECT_FALSE(std::filesystem::exists(path("scene_ndvi.tif")));
}

TEST_P(WholeRun, RefusesAnotherNumberOfBands) {
  prepare(ndvi_item("null", R"(["B02", "B03", "B04"])"), model_files::onnx::ndvi_net(1), 64, 64);
  const auto made = plan();
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().message, "mlm:input[0].bands: 3 bands are named, and the model takes 4");
}

TEST_P(WholeRun, LeavesNothingOfATruncatedScene) {
  prepare(ndvi_item(), model_files::onnx::ndvi_net(1), 600, 600);
  const auto bytes = std::filesystem::file_size(path("scene.tif"));
  std::filesystem::resize_file(path("scene.tif"), bytes / 2);
  const auto result = run_it();
  ASSERT_FALSE(result);
  EXPECT_FALSE(std::filesystem::exists(path("scene_ndvi.tif")));
}

TEST_P(WholeRun, AsksForABandThatIsNotThere) {
  prepare(ndvi_item("null", R"(["B02", "B03", "B04", "B8A"])"), model_files::onnx::ndvi_net(1), 64,
          64);
  const auto made = plan();
  ASSERT_TRUE(made) << made.error().message;
  ASSERT_EQ(made->questions.size(), 1U);
  EXPECT_EQ(made->questions[0].option, "--band B8A=");
  options_.bands = {{"B8A", "4"}};
  const auto answered = plan();
  ASSERT_TRUE(answered) << answered.error().message;
  EXPECT_TRUE(answered->is_ready());
  EXPECT_EQ(answered->inputs.front().reads[3].match, BandMatch::kOption);
}

INSTANTIATE_TEST_SUITE_P(Run, WholeRun, testing::ValuesIn(runtimes_of("onnx")), runtime_name);

}  // namespace
}  // namespace stacmlm::run
