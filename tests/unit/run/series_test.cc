// SPDX-License-Identifier: Apache-2.0
// Series in time, and models with several inputs.
#include <fstream>

#include "vrt.h"
#include "whole_run.h"

namespace stacmlm::run {
namespace {

constexpr std::int64_t kWidth = 100;
constexpr std::int64_t kHeight = 70;

std::string input_json(const std::string& name, const std::string& bands,
                       const std::string& dimensions, const std::string& shape) {
  return R"({"name": ")" + name + R"(", "bands": )" + bands + R"(, "input": {"shape": )" + shape +
         R"(, "dim_order": )" + dimensions +
         R"(, "data_type": "float32"}, "value_scaling": null, "resize_type": null})";
}

/// An Item whose model has these inputs and this output.
std::string item_with(const std::string& inputs, const std::string& output) {
  return R"({"type": "Feature", "stac_version": "1.1.0", "id": "net",
    "stac_extensions": ["https://stac-extensions.github.io/mlm/v1.5.2/schema.json"],
    "geometry": null, "links": [],
    "properties": {"datetime": "2024-01-01T00:00:00Z", "mlm:name": "Net",
      "mlm:architecture": "convolution", "mlm:tasks": ["regression"],
      "mlm:input": [)" +
         inputs + R"(], "mlm:output": [)" + output + R"(]},
    "assets": {"model": {"href": "./ndvi.onnx", "roles": ["mlm:model"],
      "type": "application/octet-stream; framework=onnx; profile=onnx",
      "mlm:artifact_type": "onnx"}}})";
}

const std::string kBandNames = R"(["B02", "B03", "B04", "B08"])";

std::string change_item(const std::string& times) {
  return item_with(
      input_json("series", kBandNames, R"(["batch", "time", "bands", "height", "width"])",
                 "[-1, " + times + ", 4, -1, -1]"),
      R"({"name": "change", "tasks": ["regression"], "result": {"shape": [-1, 1, 4, -1, -1],
          "dim_order": ["batch", "time", "bands", "height", "width"], "data_type": "float32"}})");
}

const std::string kClassOutput =
    R"({"name": "cover", "tasks": ["semantic-segmentation"],
        "result": {"shape": [-1, 2, -1, -1], "dim_order": ["batch", "class", "height", "width"],
                   "data_type": "float32"},
        "classification:classes": [{"value": 3, "name": "other"},
                                   {"value": 7, "name": "vegetation"}]})";
const std::string kImageAxes = R"(["batch", "bands", "height", "width"])";

std::string heights_item(const std::string& image_bands = kBandNames,
                         const std::string& height_bands = R"(["elevation"])",
                         const std::string& height_size = "-1") {
  return item_with(input_json("image", image_bands, kImageAxes, "[-1, 4, -1, -1]") + ", " +
                       input_json("heights", height_bands, kImageAxes,
                                  "[-1, 1, " + height_size + ", " + height_size + "]"),
                   kClassOutput);
}

class SceneInputs : public WholeRun {
 protected:
  /// An Item of a scene whose numbers are those of scene.tif and `more`.
  Scene dated(const std::string& name, const std::string& datetime, int more,
              const std::string& properties = "") {
    write(name + ".vrt", vrt({.width = kWidth, .height = kHeight, .more = more}));
    write(name + ".json", R"({"type": "Feature", "stac_version": "1.1.0", "id": ")" + name +
                              R"(", "geometry": null, "links": [], "properties": {"datetime": )" +
                              datetime + properties + R"(}, "assets": {"data": {"href": "./)" +
                              name + R"(.vrt"}}})");
    auto scene = read_scene(path(name + ".json"));
    EXPECT_TRUE(scene) << scene.error().message;
    return scene ? *std::move(scene) : Scene();
  }

  void stack(std::vector<Scene> scenes) {
    auto stacked = stack_scenes(std::move(scenes));
    ASSERT_TRUE(stacked) << stacked.error().message;
    scene_ = *std::move(stacked);
  }

  void write(const std::string& name, const std::string& text) {
    std::ofstream(path(name)) << text;
  }
};

TEST_P(SceneInputs, ASeriesIsPutInOrderAndFedTimeByTime) {
  for (const std::int64_t times : {0, 2}) {
    prepare(change_item(times == 0 ? "-1" : "2"), model_files::onnx::change_net(times), kWidth,
            kHeight);
    stack({dated("june", R"("2024-06-01T10:00:00Z")", 50),
           dated("march", R"("2024-03-01T10:00:00+02:00")", 20)});
    options_.datetime.clear();
    options_.tile = 32;
    const auto made = plan();
    ASSERT_TRUE(made) << made.error().message;
    EXPECT_EQ(made->inputs.front().times, 2U);
    EXPECT_EQ(made->datetime, "2024-03-01T10:00:00+02:00");
    EXPECT_EQ(made->end_datetime, "2024-06-01T10:00:00Z");
    const auto result = run_it();
    ASSERT_TRUE(result) << result.error().message;
    EXPECT_EQ(result->item_path, path("march_june_net.json"));
    EXPECT_NE(result->item.find("\"./march.json\""), std::string::npos);
    EXPECT_NE(result->item.find("\"./june.json\""), std::string::npos);
    const auto pixels = pixels_of(result->path);
    for (std::size_t i = 0; i < pixels.size(); ++i) {
      const auto x = static_cast<std::int64_t>(i) % kWidth;
      const auto y = static_cast<std::int64_t>(i) / kWidth;
      ASSERT_EQ(pixels[i], scene_files::value_at(0, x, y) == 0 ? 0.0F : 30.0F) << i;
    }
  }
}

TEST_P(SceneInputs, ASeriesHasAsManyTimesAsTheModelTakes) {
  prepare(change_item("3"), model_files::onnx::change_net(3), kWidth, kHeight);
  const auto made = plan();
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().message,
            "mlm:input[0].input.shape[1]: the model takes 3 times, and there is 1; --stack makes "
            "one series of several scenes");
}

TEST_P(SceneInputs, ASeriesWithoutOrderIsRefused) {
  prepare(change_item("-1"), model_files::onnx::change_net(0), kWidth, kHeight);
  const Scene dated_one = dated("june", R"("2024-06-01T10:00:00Z")", 50);
  const auto mixed = stack_scenes({dated_one, scene_});
  ASSERT_FALSE(mixed);
  EXPECT_TRUE(mixed.error().message.starts_with(path("scene.tif")));
  EXPECT_FALSE(stack_scenes({dated_one, dated_one}));
  // Files alone stay as they come.
  write("later.vrt", vrt({.width = kWidth, .height = kHeight, .more = 5}));
  stack({scene_, *read_scene(path("later.vrt"))});
  options_.datetime = "2024-01-01T00:00:00Z/2024-02-01T00:00:00Z";
  const auto made = plan();
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_TRUE(made->is_ready());
  EXPECT_EQ(made->end_datetime, "2024-02-01T00:00:00Z");
  options_.datetime = "2024-02-01T00:00:00Z/2024-01-01T00:00:00Z";
  EXPECT_FALSE(plan());
}

TEST_P(SceneInputs, OffsetsAreThoseOfEachTime) {
  prepare(change_item("-1"), model_files::onnx::change_net(0), kWidth, kHeight);
  stack(
      {dated("old", R"("2020-06-01T10:00:00Z")", 0, R"(, "s2:processing_baseline": "02.14")"),
       dated("new", R"("2024-06-01T10:00:00Z")", 1000, R"(, "s2:processing_baseline": "05.10")")});
  options_.datetime.clear();
  auto made = plan();
  ASSERT_TRUE(made) << made.error().message;
  ASSERT_EQ(made->questions.size(), 1U);
  EXPECT_TRUE(made->questions[0].what.starts_with(path("new.json") + " is of processing baseline"));
  options_.dn_offset = "none";
  made = plan();
  ASSERT_TRUE(made && made->is_ready());
  ASSERT_EQ(made->notes.size(), 1U);
  EXPECT_TRUE(made->notes[0].starts_with("processing baselines are mixed: numbers of"));
  options_.dn_offset = "-1000";
  made = plan();
  ASSERT_TRUE(made && made->is_ready());
  EXPECT_EQ(made->inputs[0].reads_of(0)[0].offset, 0);
  EXPECT_EQ(made->inputs[0].reads_of(1)[0].offset, -1000);
  const auto result = run_it();
  ASSERT_TRUE(result) << result.error().message;
  for (const float pixel : pixels_of(result->path)) ASSERT_EQ(pixel, 0);
  EXPECT_NE(result->item.find("processing baselines are mixed"), std::string::npos);
}

TEST_P(SceneInputs, OffsetsOfOneScene) {
  prepare(change_item("-1"), model_files::onnx::change_net(0), kWidth, kHeight);
  struct Case {
    const char* properties;
    double offset;
    const char* note;
  };
  const std::vector<Case> cases = {
      {"", -1000, ""},
      {R"(, "s2:processing_baseline": "05.10")", -1000, ""},
      {R"(, "s2:processing_baseline": "03.01")", 0,
       "-1000 is not added: processing baselines before 04.00 have no offset"},
      {R"(, "s2:processing_baseline": "05.10", "earthsearch:boa_offset_applied": true)", -1000,
       "-1000 is added, and the scene says that its offset was taken off"}};
  for (const Case& each : cases) {
    scene_ = dated("s2", R"("2024-06-01T10:00:00Z")", 0, each.properties);
    options_.dn_offset = "auto";
    auto made = plan();
    ASSERT_TRUE(made) << made.error().message;
    EXPECT_EQ(made->is_ready(), each.note[0] != 0 || each.properties[0] == 0) << each.properties;
    options_.dn_offset = "-1000";
    made = plan();
    ASSERT_TRUE(made && made->is_ready());
    EXPECT_EQ(made->inputs[0].reads[0].offset, each.offset) << each.properties;
    EXPECT_EQ(made->notes.empty() ? "" : made->notes.front(), each.note);
  }
}

TEST_P(SceneInputs, AHeightModelBelongsToTheScene) {
  prepare(heights_item(), model_files::onnx::heights_net(5), kWidth, kHeight);
  // Heights are the second band of the scene.
  write("elevation.vrt", vrt({.width = kWidth, .height = kHeight, .bands = {2}, .names = {""}}));
  auto made = plan();
  ASSERT_TRUE(made) << made.error().message;
  ASSERT_EQ(made->questions.size(), 1U);
  EXPECT_EQ(made->questions[0].option, "--band elevation=");
  const auto added = add_to_every_time(scene_, path("elevation.vrt"));
  ASSERT_TRUE(added) << added.error().message;
  for (const std::int64_t tile : {0, 32}) {
    options_.tile = tile;
    made = plan();
    ASSERT_TRUE(made && made->is_ready());
    EXPECT_TRUE(made->tiles.is_exact) << made->tiles.reason;
    EXPECT_EQ(made->tiles.halo_x, 2);
    const auto result = run_it();
    ASSERT_TRUE(result) << result.error().message;
    const auto pixels = pixels_of(result->path);
    for (std::int64_t y = 0; y < kHeight; ++y) {
      for (std::int64_t x = 0; x < kWidth; ++x) {
        double sum = 0.5 * scene_files::value_at(3, x, y) - 1.5 * scene_files::value_at(2, x, y);
        for (std::int64_t v = std::max<std::int64_t>(y - 2, 0); v <= std::min(y + 2, kHeight - 1);
             ++v) {
          for (std::int64_t u = std::max<std::int64_t>(x - 2, 0); u <= std::min(x + 2, kWidth - 1);
               ++u)
            sum -= scene_files::value_at(1, u, v);
        }
        const bool is_nodata = scene_files::value_at(0, x, y) == 0;
        ASSERT_EQ(pixels[static_cast<std::size_t>(y * kWidth + x)], is_nodata ? 0
                                                                    : sum > 0 ? 7
                                                                              : 3)
            << x << ' ' << y << ", tile " << tile;
      }
    }
    EXPECT_NE(result->item.find("elevation.vrt"), std::string::npos);
  }
}

TEST_P(SceneInputs, InputsThatWantTheSameNameAreToldApart) {
  prepare(heights_item(kBandNames, R"(["B04"])"), model_files::onnx::heights_net(1), kWidth,
          kHeight);
  options_.bands = {{"heights/B04", "B02"}};
  auto made = plan();
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(made->inputs[0].reads[2].band, 2U);
  EXPECT_EQ(made->inputs[1].reads[0].band, 0U);
  EXPECT_EQ(made->inputs[1].reads[0].match, BandMatch::kOption);
  options_.bands = {{"deep/B04", "B02"}};
  EXPECT_FALSE(plan());
}

TEST_P(SceneInputs, AnInputWithoutTimeTakesOneSceneOfASeries) {
  prepare(heights_item(kBandNames, R"(["B04"])"), model_files::onnx::heights_net(1), kWidth,
          kHeight);
  stack({dated("march", R"("2024-03-01T10:00:00Z")", 20),
         dated("june", R"("2024-06-01T10:00:00Z")", 50)});
  auto made = plan();
  ASSERT_TRUE(made) << made.error().message;
  ASSERT_EQ(made->questions.size(), 2U);
  EXPECT_EQ(made->questions[1].option, "--time heights=");
  EXPECT_EQ(made->questions[1].choices, (std::vector<std::string>{"1", "2"}));
  options_.times = {{"image", "2"}, {"heights", "1"}};
  made = plan();
  ASSERT_TRUE(made && made->is_ready());
  EXPECT_EQ(made->inputs[0].reads[0].time, 1U);
  EXPECT_EQ(scene_.bands[made->inputs[1].reads[0].band].time, 0U);
  const auto result = run_it();
  ASSERT_TRUE(result) << result.error().message;
  for (const std::string wrong : {"0", "3", "x"}) {
    options_.times = {{"image", wrong}};
    EXPECT_FALSE(plan()) << wrong;
  }
  options_.times = {{"none", "1"}};
  EXPECT_FALSE(plan());
}

TEST_P(SceneInputs, InputsOfDifferentSizesAreRefused) {
  model_files::onnx::Model model = model_files::onnx::heights_net(1);
  model.graph.inputs[0].shape = {"batch", std::int64_t{4}, std::int64_t{64}, std::int64_t{64}};
  prepare(heights_item(kBandNames, R"(["B04"])", "32"), model, kWidth, kHeight);
  const auto made = plan();
  ASSERT_FALSE(made);
  EXPECT_EQ(
      made.error().message,
      "mlm:input[1].input.shape[2]: 32 pixels, and mlm:input[0] takes 64: inputs of different "
      "sizes are not run; a model file that resizes by itself can be run");
}

/// heights_net() with one height for the whole scene, which comes first in the metadata.
std::string one_height_item() {
  return item_with(R"({"name": "level", "input": {"shape": [-1, 1, 1, 1],
                       "dim_order": ["batch", "bands", "one", "more"], "data_type": "float32"}})"
                   ", " +
                       input_json("image", kBandNames, kImageAxes, "[-1, 4, -1, -1]"),
                   kClassOutput);
}

TEST_P(SceneInputs, NumbersBesideAnImageAreGiven) {
  model_files::onnx::Model model = model_files::onnx::heights_net(1);
  model.graph.inputs[1].shape = {"batch", std::int64_t{1}, std::int64_t{1}, std::int64_t{1}};
  prepare(one_height_item(), model, kWidth, kHeight);
  auto made = plan();
  ASSERT_TRUE(made) << made.error().message;
  ASSERT_EQ(made->questions.size(), 1U);
  EXPECT_EQ(made->questions[0].field, "mlm:input[0].input.dim_order");
  EXPECT_EQ(made->questions[0].option, "--input heights=");
  for (const double level : {0.0, 400.5}) {
    options_.inputs = {{level == 0 ? "level" : "heights", std::to_string(level)}};
    const auto result = run_it();
    ASSERT_TRUE(result) << result.error().message;
    const auto pixels = pixels_of(result->path);
    for (std::int64_t y = 0; y < kHeight; ++y) {
      for (std::int64_t x = 0; x < kWidth; ++x) {
        const double sum =
            0.5 * scene_files::value_at(3, x, y) - 1.5 * scene_files::value_at(2, x, y) - level;
        const bool is_nodata = scene_files::value_at(0, x, y) == 0;
        ASSERT_EQ(pixels[static_cast<std::size_t>(y * kWidth + x)], is_nodata ? 0
                                                                    : sum > 0 ? 7
                                                                              : 3)
            << x << ' ' << y << ", level " << level;
      }
    }
  }
  EXPECT_NE(plan_json(*plan(), scene_).find(R"("numbers": [400.5])"), std::string::npos);
}

TEST_P(SceneInputs, NumbersThatDoNotFitAreRefused) {
  model_files::onnx::Model model = model_files::onnx::heights_net(1);
  model.graph.inputs[1].shape = {"batch", std::int64_t{1}, std::int64_t{1}, std::int64_t{1}};
  prepare(one_height_item(), model, kWidth, kHeight);
  struct Case {
    std::string name;
    std::string numbers;
    std::string why;
  };
  for (const Case& each : {Case{"level", "1,2",
                                "--input heights=`1,2`: there are 2 numbers, and "
                                "the input takes 1"},
                           {"level", "nan", "--input heights=`nan`: takes N[,N...]"},
                           {"level", "1e300", "--input heights=`1e300`: 1e+300 is no float32"},
                           {"image", "1",
                            "--input image: the model has no such input without "
                            "height and width beside its images"}}) {
    options_.inputs = {{each.name, each.numbers}};
    const auto made = plan();
    ASSERT_FALSE(made) << each.numbers;
    EXPECT_EQ(made.error().kind, base::ErrorKind::kInvalidArgument);
    EXPECT_EQ(made.error().message, each.why);
  }
}

TEST_P(SceneInputs, InputsAreMatchedByNameWhateverTheirPlace) {
  // The metadata list the heights first.
  prepare(item_with(input_json("heights", R"(["B03"])", kImageAxes, "[-1, 1, -1, -1]") + ", " +
                        input_json("pixels", kBandNames, kImageAxes, "[-1, 4, -1, -1]"),
                    kClassOutput),
          model_files::onnx::heights_net(1), kWidth, kHeight);
  const auto made = plan();
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(made->inputs[0].tensor, "heights");
  EXPECT_EQ(made->inputs[1].tensor, "image");
  const auto result = run_it();
  EXPECT_TRUE(result) << result.error().message;
}

INSTANTIATE_TEST_SUITE_P(Run, SceneInputs, testing::Values("evaluator", "onnxruntime"),
                         runtime_name);

}  // namespace
}  // namespace stacmlm::run
