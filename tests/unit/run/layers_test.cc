// SPDX-License-Identifier: Apache-2.0
// Many bands at many times.
#include <fstream>

#include "run/plan/planning.h"
#include "run/scene/item_bands.h"
#include "whole_run.h"

namespace stacmlm::run {
namespace {

namespace onnx = model_files::onnx;

constexpr std::int64_t kSide = 20;
constexpr std::size_t kBands = 300;

/// "b1" to "b300" and so on.
std::string names(std::size_t count) {
  std::string names;
  for (std::size_t i = 1; i <= count; ++i)
    names += (i == 1 ? "\"b" : ", \"b") + std::to_string(i) + '"';
  return names;
}

std::string hyperspectral_item(std::size_t count = kBands) {
  return R"({"type": "Feature", "stac_version": "1.1.0", "id": "pixels",
    "stac_extensions": ["https://stac-extensions.github.io/mlm/v1.5.2/schema.json"],
    "geometry": null, "links": [],
    "properties": {"datetime": "2024-01-01T00:00:00Z", "mlm:name": "Pixels",
      "mlm:architecture": "MLP", "mlm:tasks": ["regression"],
      "mlm:input": [{"name": "pixel", "bands": [)" +
         names(count) + R"(], "value_scaling": null, "resize_type": null,
        "input": {"shape": [-1, 300], "dim_order": ["batch", "bands"], "data_type": "float32"}}],
      "mlm:output": [{"name": "value", "tasks": ["regression"],
        "result": {"shape": [-1, 1], "dim_order": ["batch", "bands"], "data_type": "float32"}}]},
    "assets": {"model": {"href": "./ndvi.onnx", "roles": ["mlm:model"],
      "type": "application/octet-stream; framework=onnx; profile=onnx",
      "mlm:artifact_type": "onnx"}}})";
}

/// The sum of all bands.
onnx::Model sum_net() {
  onnx::Tensor weight = onnx::values("weight", std::vector<float>(kBands, 1));
  weight.shape = {static_cast<std::int64_t>(kBands), 1};
  onnx::Model model;
  model.graph.inputs = {{"pixel", onnx::Type::kFloat32, {"batch", 300}}};
  model.graph.outputs = {{"sum", onnx::Type::kFloat32, {"batch", 1}}};
  model.graph.initializers = {std::move(weight)};
  model.graph.nodes = {{"Gemm", {"pixel", "weight"}, {"sum"}}};
  return model;
}

/// Bands of 9 everywhere; the first `missing` of them have nodata alone.
std::string many_bands(std::size_t missing) {
  std::string text =
      "<VRTDataset rasterXSize=\"20\" rasterYSize=\"20\"><SRS>EPSG:32632</SRS>"
      "<GeoTransform>600000, 10, 0, 5100000, 0, -10</GeoTransform>";
  for (std::size_t i = 1; i <= kBands; ++i) {
    text += "<VRTRasterBand dataType=\"UInt16\" band=\"" + std::to_string(i) + "\"><Description>b" +
            std::to_string(i) + "</Description><NoDataValue>9</NoDataValue><HideNoDataValue>" +
            (i <= missing ? "0" : "1") + "</HideNoDataValue></VRTRasterBand>";
  }
  return text + "</VRTDataset>";
}

class Layers : public WholeRun {
 protected:
  void prepare_bands(std::size_t missing) {
    prepare(hyperspectral_item(), sum_net(), kSide, kSide);
    std::ofstream(path("many.vrt")) << many_bands(missing);
    auto scene = read_scene(path("many.vrt"));
    ASSERT_TRUE(scene) << scene.error().message;
    scene_ = *std::move(scene);
  }

  /// Pixels of the result that are valid.
  std::size_t valid_pixels() {
    const auto result = run_it();
    EXPECT_TRUE(result) << result.error().message;
    if (!result) return 0;
    const auto pixels = pixels_of(result->path);
    return static_cast<std::size_t>(
        std::ranges::count_if(pixels, [](float pixel) { return pixel != 0; }));
  }
};

TEST_P(Layers, NodataOfAnyBandCountsWhereThereAreHundreds) {
  for (const std::size_t missing : {0, 1, 44, 46, 299}) {
    prepare_bands(missing);
    EXPECT_EQ(valid_pixels(), missing == 0 ? kSide * kSide : 0) << missing;
  }
}

// Hours, if each band is looked for among all of them.
TEST_P(Layers, BandsWithoutNumberAreRefusedAtOnce) {
  prepare(hyperspectral_item(300000), sum_net(), kSide, kSide);
  const auto made = plan();
  ASSERT_FALSE(made);
  EXPECT_NE(made.error().message.find("300000 bands are named, and the model takes 300"),
            std::string::npos)
      << made.error().message;
}

TEST(StatedBands, TakeTimeInProportionToTheirNumber) {
  std::string bands;
  for (int i = 0; i < 300000; ++i)
    bands += (i == 0 ? R"({"name": "b)" : R"(, {"name": "b)") + std::to_string(i) + "\"}";
  json::Parser parser;
  json::Document document;
  const auto root =
      json::read_text(parser,
                      R"({"properties": {"bands": [{"name": "b8", "common_name": "red"}, )" +
                          bands + R"(]}, "asset": {"eo:bands": [)" + bands + "]}}",
                      document);
  ASSERT_TRUE(root) << root.error().message;
  const auto stated = stated_bands(document.root(), document.root().find("asset"));
  ASSERT_EQ(stated.size(), 300000U);
  EXPECT_EQ(stated[299999].name, "b299999");
  EXPECT_EQ(stated[8].common_name, "red");
}

INSTANTIATE_TEST_SUITE_P(Run, Layers, testing::Values("evaluator"), runtime_name);

}  // namespace
}  // namespace stacmlm::run
