// SPDX-License-Identifier: Apache-2.0
// The forms that a result can have, and the orders that dimensions can have, of whole runs.
#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>

#include "whole_run.h"

namespace stacmlm::run {
namespace {

constexpr std::int64_t kWidth = 75;
constexpr std::int64_t kHeight = 67;

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  if (at != std::string::npos) text.replace(at, from.size(), to);
  return text;
}

std::string with_function(const std::string& function) {
  return replaced(ndvi_item(), R"("name": "cover",)",
                  R"("name": "cover", "post_processing_function": )" + function + ',');
}

/// 0.5 nir - 1.5 red, which is above 0 where there is vegetation; nothing for nodata.
std::optional<double> score_at(std::int64_t x, std::int64_t y) {
  if (scene_files::value_at(0, x, y) == 0) return {};
  return 0.5 * scene_files::value_at(3, x, y) - 1.5 * scene_files::value_at(2, x, y);
}

class WholeForms : public WholeRun {
 protected:
  /// Compares each pixel of band 1 with what `expected` makes of the score; nodata is read as 0.
  template <class Function>
  void expect_each(const std::string& file, Function expected) const {
    const std::vector<float> pixels = pixels_of(file);
    ASSERT_EQ(pixels.size(), static_cast<std::size_t>(kWidth * kHeight));
    for (std::int64_t y = 0; y < kHeight; ++y) {
      for (std::int64_t x = 0; x < kWidth; ++x) {
        const auto score = score_at(x, y);
        const double wanted = score ? expected(*score) : 0;
        const double found = pixels[static_cast<std::size_t>(y * kWidth + x)];
        ASSERT_NEAR(found, wanted, 1e-5 * std::max(1.0, std::fabs(wanted))) << x << ", " << y;
      }
    }
  }

  void run_and_expect(const std::string& item, const model_files::onnx::Model& model,
                      const std::function<double(double)>& expected) {
    prepare(item, model, kWidth, kHeight);
    options_.tile = 32;
    const auto result = run_it();
    ASSERT_TRUE(result) << result.error().message;
    expect_each(result->path, expected);
  }
};

double classes(double score) { return score > 0 ? 7 : 3; }

TEST_P(WholeForms, AFunctionGivesClasses) {
  run_and_expect(with_function(R"x({"format": "gdal-calc", "expression": "where(B > A, 7, 3)"})x"),
                 model_files::onnx::ndvi_net(1), classes);
}

TEST_P(WholeForms, AFunctionGivesValues) {
  std::string item = with_function(R"({"format": "rio-calc", "expression": "(b2 - b1) / 2"})");
  item = replaced(item, R"(,
        "classification:classes": [{"value": 3, "name": "other"},
                                   {"value": 7, "name": "vegetation", "color_hint": "00A000"}])",
                  "");
  run_and_expect(item, model_files::onnx::ndvi_net(1), [](double score) { return score / 2; });
}

TEST_P(WholeForms, FunctionsFollowEachOther) {
  run_and_expect(with_function(R"([{"format": "rio-calc", "expression": "vegetation > other"},
                                   {"format": "gdal-calc", "expression": "A * 4 + 3"}])"),
                 model_files::onnx::ndvi_net(1), classes);
}

TEST_P(WholeForms, AFunctionInPythonIsRefused) {
  prepare(with_function(R"([{"format": "gdal-calc", "expression": "A"},
                            {"format": "python", "expression": "post:argmax"}])"),
          model_files::onnx::ndvi_net(1), kWidth, kHeight);
  const auto made = plan();
  ASSERT_FALSE(made);
  EXPECT_NE(made.error().message.find("mlm:output[0].post_processing_function[1]"),
            std::string::npos)
      << made.error().message;
}

TEST_P(WholeForms, NumbersThatAreNotFiniteAreNodata) {
  // Divides by 0 where there is vegetation.
  std::string item =
      with_function(R"x({"format": "gdal-calc", "expression": "1 / where(B > A, 0, 4)"})x");
  item = replaced(item, R"(,
        "classification:classes": [{"value": 3, "name": "other"},
                                   {"value": 7, "name": "vegetation", "color_hint": "00A000"}])",
                  "");
  prepare(item, model_files::onnx::ndvi_net(1), kWidth, kHeight);
  const auto result = run_it();
  ASSERT_TRUE(result) << result.error().message;
  expect_each(result->path, [](double score) { return score > 0 ? 0 : 0.25; });
  std::int64_t green = 0;
  for (std::int64_t i = 0; i < kWidth * kHeight; ++i)
    green += score_at(i % kWidth, i / kWidth).value_or(0) > 0 ? 1 : 0;
  EXPECT_EQ(result->notes,
            std::vector<std::string>{std::to_string(green) +
                                     " numbers of post_processing_function were NaN or infinite, "
                                     "and became nodata"});
}

TEST_P(WholeForms, AResultOfNodataAloneIsTold) {
  std::string item = with_function(R"({"format": "gdal-calc", "expression": "A * 0 + 0.5"})");
  prepare(item, model_files::onnx::ndvi_net(1), kWidth, kHeight);
  auto result = run_it();
  ASSERT_TRUE(result) << result.error().message;
  using Notes = std::vector<std::string>;
  EXPECT_EQ(result->notes,
            Notes{"no pixel of the result has data, although some of the scene have"});
  prepare(ndvi_item(), model_files::onnx::ndvi_net(1), 3, 3);  // the corner without data
  result = run_it();
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_EQ(result->notes, Notes{"all of the scene is nodata, and so is the result"});
}

TEST_P(WholeForms, TwoClassesOfOneValueAreRefused) {
  const std::string item = replaced(ndvi_item(), R"("value": 7)", R"("value": 3)");
  prepare(item, model_files::onnx::ndvi_net(1), kWidth, kHeight);
  const auto made = plan();
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().message,
            "mlm:output[0].classification:classes: `other` and `vegetation` have the same value, "
            "3");
  options_.form = ResultForm::kValues;
  EXPECT_TRUE(plan());
}

TEST_P(WholeForms, NumbersThatAreNoClassAreNodata) {
  run_and_expect(
      with_function(R"x({"format": "gdal-calc", "expression": "where(B > A, 6.5, 3)"})x"),
      model_files::onnx::ndvi_net(1), [](double score) { return score > 0 ? 0 : 3; });
}

/// The network with the one score of vegetation.
model_files::onnx::Model one_score() {
  model_files::onnx::Model model = model_files::onnx::ndvi_net(1);
  model.graph.initializers[0] = model_files::onnx::values("weight", {0, 0, -1.5F, 0.5F});
  model.graph.initializers[0].shape = {1, 4, 1, 1};
  model.graph.outputs[0].shape[1] = std::int64_t{1};
  return model;
}

TEST_P(WholeForms, ThresholdsOfProbabilitiesAreOne) {
  prepare(replaced(ndvi_item(), "[-1, 2, -1, -1]", "[-1, 1, -1, -1]"), one_score(), kWidth,
          kHeight);
  options_.threshold = 2;
  options_.activation = "sigmoid";
  const auto made = plan();
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().message,
            "--threshold 2: it is compared with probabilities, which go from 0 to 1");
  options_.activation = "none";  // scores as they come
  EXPECT_TRUE(plan());
}

TEST_P(WholeForms, OneScoreAgainstAThreshold) {
  const std::string item = replaced(ndvi_item(), "[-1, 2, -1, -1]", "[-1, 1, -1, -1]");
  options_.threshold = 0.5;
  options_.activation = "none";
  run_and_expect(item, one_score(), [](double score) { return score >= 0.5 ? 7 : 3; });
  options_.activation = "sigmoid";
  run_and_expect(item, one_score(), classes);
}

TEST_P(WholeForms, TheBestClassIsFoundWhereTheActivationIsFull) {
  model_files::onnx::Model model = model_files::onnx::ndvi_net(1);
  model.graph.initializers[0] = model_files::onnx::values("weight", {0, 0, 0, 1000, 0, 0, 0, 2000});
  model.graph.initializers[0].shape = {2, 4, 1, 1};
  options_.activation = "sigmoid";
  run_and_expect(ndvi_item(), model, [](double) { return 7; });
}

TEST_P(WholeForms, ScoresBecomeProbabilities) {
  options_.form = ResultForm::kProbabilities;
  options_.activation = "softmax";
  run_and_expect(ndvi_item(), model_files::onnx::ndvi_net(1),
                 [](double score) { return 1 / (1 + std::exp(score)); });
}

TEST_P(WholeForms, BlendedTilesOfANetOfSinglePixels) {
  options_.form = ResultForm::kValues;
  options_.tiling = Tiling::kBlend;
  run_and_expect(replaced(ndvi_item(), "[-1, 2, -1, -1]", "[-1, 1, -1, -1]"), one_score(),
                 [](double score) { return score; });
}

TEST_P(WholeForms, BandsLast) {
  model_files::onnx::Model model = model_files::onnx::ndvi_net(1);
  auto& graph = model.graph;
  graph.inputs[0].shape = {"batch", "height", "width", std::int64_t{4}};
  graph.outputs[0].shape = {"batch", "height", "width", std::int64_t{2}};
  graph.nodes[0].inputs[0] = "planes";
  graph.nodes[0].outputs[0] = "planes_of_scores";
  using Integers = std::vector<std::int64_t>;
  graph.nodes.insert(graph.nodes.begin(),
                     {"Transpose", {"image"}, {"planes"}, {{"perm", Integers{0, 3, 1, 2}}}});
  graph.nodes.push_back(
      {"Transpose", {"planes_of_scores"}, {"scores"}, {{"perm", Integers{0, 2, 3, 1}}}});
  std::string item = replaced(
      ndvi_item(), R"([-1, 4, -1, -1], "dim_order": ["batch", "bands", "height", "width"])",
      R"([-1, -1, -1, 4], "dim_order": ["batch", "height", "width", "bands"])");
  item = replaced(item, R"([-1, 2, -1, -1], "dim_order": ["batch", "class", "height", "width"])",
                  R"([-1, -1, -1, 2], "dim_order": ["batch", "height", "width", "class"])");
  run_and_expect(item, model, classes);
}

INSTANTIATE_TEST_SUITE_P(Run, WholeForms, testing::Values("evaluator", "onnxruntime"),
                         runtime_name);

}  // namespace
}  // namespace stacmlm::run
