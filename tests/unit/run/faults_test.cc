// SPDX-License-Identifier: Apache-2.0
// What is wrong with files and scenes, and what a run makes of it.
#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>

#include "stacmlm/raster/writer.h"
#include "whole_run.h"

namespace stacmlm::run {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kSide = 80;

/// A float scene in which all pixels are vegetation, but for what `put` writes into its bands.
class FloatScene : public WholeRun {
 protected:
  void write(const std::vector<std::pair<std::size_t, float>>& put) {
    prepare(ndvi_item(), model_files::onnx::ndvi_net(5), kSide, kSide);
    constexpr auto kCount = static_cast<std::size_t>(kSide * kSide);
    std::vector<float> pixels(4 * kCount, 1);
    std::fill(pixels.begin() + 3 * kCount, pixels.end(), 9.0F);
    for (const auto& [at, value] : put) pixels[at] = value;
    raster::OutputInfo info;
    info.grid.width = info.grid.height = kSide;
    info.type = raster::PixelType::kFloat32;
    for (const char* name : {"B02", "B03", "B04", "B08"}) info.bands.push_back({.name = name});
    auto writer = raster::create(path("scene.tif"), info);
    ASSERT_TRUE(writer) << writer.error().message;
    ASSERT_TRUE((*writer)->write<float>({0, 0, kSide, kSide}, pixels));
    ASSERT_TRUE((*writer)->finish());
    auto scene = read_scene(path("scene.tif"));
    ASSERT_TRUE(scene) << scene.error().message;
    scene_ = *std::move(scene);
  }
};

TEST_P(FloatScene, NumbersThatAreNoneAreNodataAndLeaveOthersAlone) {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  constexpr std::size_t kBand = kSide * kSide;
  constexpr std::size_t kNan = 20 * kSide + 20;
  constexpr std::size_t kInf = 40 * kSide + 41;
  constexpr std::size_t kLow = 60 * kSide + 10;
  write({{kNan, NAN}, {2 * kBand + kInf, kInfinity}, {3 * kBand + kLow, -kInfinity}});
  options_.tile = 32;
  const auto result = run_it();
  ASSERT_TRUE(result) << result.error().message;
  const std::vector<float> classes = pixels_of(result->path);
  for (std::size_t i = 0; i < classes.size(); ++i) {
    const bool is_bad = i == kNan || i == kInf || i == kLow;
    EXPECT_EQ(classes[i], is_bad ? 0 : 7) << i;
  }
}

TEST_P(FloatScene, NumbersThatAreNoneStayOutOfValues) {
  write({{100, NAN}, {3 * kSide * kSide + 200, std::numeric_limits<float>::infinity()}});
  const std::string scaling = R"([{"type": "min-max", "minimum": 0, "maximum": 10},
      {"type": "min-max", "minimum": 0, "maximum": 10}, {"type": "min-max", "minimum": 0,
      "maximum": 10}, {"type": "min-max", "minimum": 0, "maximum": 10}])";
  json::Parser parser;
  ASSERT_TRUE(json::read_text(parser, ndvi_item(scaling), item_));
  options_.form = ResultForm::kValues;
  const auto result = run_it();
  ASSERT_TRUE(result) << result.error().message;
  for (const float value : pixels_of(result->path)) EXPECT_TRUE(std::isfinite(value));
}

INSTANTIATE_TEST_SUITE_P(Run, FloatScene, testing::Values("evaluator", "onnxruntime"),
                         runtime_name);

class Faults : public WholeRun {};

TEST_P(Faults, TheSceneIsNeverWrittenOver) {
  prepare(ndvi_item(), model_files::onnx::ndvi_net(1), 64, 64);
  fs::copy_file(path("scene.tif"), path("a_ndvi.tif"));
  fs::create_symlink("a_ndvi.tif", path("a.tif"));
  auto scene = read_scene(path("a.tif"));
  ASSERT_TRUE(scene) << scene.error().message;
  scene_ = *std::move(scene);
  const auto size = fs::file_size(path("a_ndvi.tif"));
  const auto result = run_it();  // with force
  ASSERT_FALSE(result);
  EXPECT_NE(result.error().message.find("would be written over"), std::string::npos);
  EXPECT_EQ(fs::file_size(path("a_ndvi.tif")), size);
}

TEST_P(Faults, TheModelIsNeverWrittenOver) {
  prepare(ndvi_item(), model_files::onnx::ndvi_net(1), 64, 64);
  fs::create_symlink("ndvi.onnx", path("scene_ndvi.tif"));
  const auto result = run_it();
  ASSERT_FALSE(result);
  EXPECT_NE(result.error().message.find("ndvi.onnx"), std::string::npos) << result.error().message;
}

TEST_P(Faults, AModelThatChangesMeanwhileHasNoResult) {
  prepare(ndvi_item(), model_files::onnx::ndvi_net(1), 300, 300);
  options_.tile = 32;
  options_.workers = 1;
  RunOptions options = run_options();
  options.progress = [this](std::uint64_t done, std::uint64_t) {
    if (done == 2) std::ofstream(path("ndvi.onnx")) << "another one";
  };
  const auto result = run_it(options);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().message, "./ndvi.onnx has changed while it was run");
  EXPECT_FALSE(fs::exists(path("scene_ndvi.tif")));
}

TEST_P(Faults, ASceneThatIsCutMeanwhileHasNoResult) {
  prepare(ndvi_item(), model_files::onnx::ndvi_net(1), 300, 300);
  options_.tile = 32;
  RunOptions options = run_options();
  options.progress = [this](std::uint64_t done, std::uint64_t) {
    if (done == 2) fs::resize_file(path("scene.tif"), fs::file_size(path("scene.tif")) / 2);
  };
  const auto result = run_it(options);
  ASSERT_FALSE(result);
  EXPECT_FALSE(fs::exists(path("scene_ndvi.tif")));
}

TEST_P(Faults, StopsInTheMiddle) {
  prepare(ndvi_item(), model_files::onnx::ndvi_net(1), 300, 300);
  options_.tile = 32;
  std::atomic<bool> stop{false};
  RunOptions options = run_options();
  options.stop = &stop;
  options.progress = [&stop](std::uint64_t done, std::uint64_t) { stop = done > 1; };
  const auto result = run_it(options);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().message, "stopped");
  EXPECT_FALSE(fs::exists(path("scene_ndvi.tif")));
}

TEST_P(Faults, ARowThatIsTooLargeIsRefusedBeforeItIsRead) {
  prepare(ndvi_item(), model_files::onnx::ndvi_net(1), 64, 64);
  scene_.files.front().grid.width = 2'000'000'000;
  const auto made = plan();
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().kind, base::ErrorKind::kLimitExceeded);
  EXPECT_NE(made.error().message.find("--memory"), std::string::npos) << made.error().message;
}

INSTANTIATE_TEST_SUITE_P(Run, Faults, testing::Values("evaluator", "onnxruntime"), runtime_name);

}  // namespace
}  // namespace stacmlm::run
