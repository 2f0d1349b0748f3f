// SPDX-License-Identifier: Apache-2.0
// A mean over 7 x 7 pixels is the score of a square around each pixel: where the best boxes are can
// be told by hand, and the tiles that find them can be moved at will.
#include "model_files/squares.h"

#include <cstdint>
#include <string>
#include <vector>

#include "model_files/onnx_writer.h"

namespace stacmlm::model_files {
namespace {

using onnx::Model;
using onnx::Tensor;
using onnx::Type;

constexpr std::int64_t kSide = 7;
constexpr std::int64_t kClasses = 2;  // bright, dark
constexpr float kContrasts[kClasses] = {2000, -800};
constexpr std::int64_t kYoloTile = 64;
constexpr std::int64_t kMaskTile = 24;

Tensor shaped(std::string name, const std::vector<float>& numbers,
              std::vector<std::int64_t> shape) {
  Tensor tensor = onnx::values(std::move(name), numbers);
  tensor.shape = std::move(shape);
  return tensor;
}

/// A model with the scores of both classes, [1, 2, tile * tile].
Model scored(std::int64_t tile) {
  std::vector<float> weights;
  for (const float contrast : kContrasts)
    weights.insert(weights.end(), kSide * kSide, 1 / (contrast * kSide * kSide));
  Model model;
  model.producer = "stac-mlm";
  model.producer_version = "1";
  onnx::Graph& graph = model.graph;
  graph.inputs = {{"image", Type::kFloat32, {std::int64_t{1}, std::int64_t{1}, tile, tile}}};
  graph.initializers = {shaped("weights", weights, {kClasses, 1, kSide, kSide}),
                        onnx::integers("list", {1, kClasses, tile * tile})};
  const std::int64_t around = kSide / 2;
  graph.nodes = {{"Conv",
                  {"image", "weights"},
                  {"map"},
                  {{"kernel_shape", std::vector<std::int64_t>{kSide, kSide}},
                   {"pads", std::vector<std::int64_t>{around, around, around, around}}}},
                 {"Reshape", {"map", "list"}, {"class_scores"}}};
  return model;
}

/// Centre x, centre y, width, height of the square around each pixel, in this order.
Model yolo() {
  const std::int64_t count = kYoloTile * kYoloTile;
  std::vector<float> boxes;
  for (std::int64_t i = 0; i < count; ++i)
    boxes.push_back(static_cast<float>(i % kYoloTile) + 0.5F);
  for (std::int64_t i = 0; i < count; ++i)
    boxes.push_back(static_cast<float>(i / kYoloTile) + 0.5F);
  boxes.insert(boxes.end(), static_cast<std::size_t>(2 * count), kSide);
  Model model = scored(kYoloTile);
  model.graph.initializers.push_back(shaped("squares", boxes, {1, 4, count}));
  model.graph.nodes.push_back(
      {"Concat", {"squares", "class_scores"}, {"output0"}, {{"axis", std::int64_t{1}}}});
  model.graph.outputs = {{"output0", Type::kFloat32, {std::int64_t{1}, 4 + kClasses, count}}};
  return model;
}

/// As torchvision: left, top, right, bottom; the label 1 (bright); its score; what is bright in it.
Model with_masks() {
  const std::int64_t count = kMaskTile * kMaskTile;
  std::vector<float> boxes;
  std::vector<float> windows;
  for (std::int64_t i = 0; i < count; ++i) {
    const std::int64_t left = i % kMaskTile - kSide / 2;
    const std::int64_t top = i / kMaskTile - kSide / 2;
    for (const std::int64_t side : {left, top, left + kSide, top + kSide})
      boxes.push_back(static_cast<float>(side));
    for (std::int64_t at = 0; at < count; ++at) {
      const std::int64_t x = at % kMaskTile - left;
      const std::int64_t y = at / kMaskTile - top;
      windows.push_back(x >= 0 && y >= 0 && x < kSide && y < kSide ? 1.0F / kContrasts[0] : 0);
    }
  }
  Model model = scored(kMaskTile);
  onnx::Graph& graph = model.graph;
  graph.initializers.push_back(shaped("squares", boxes, {count, 4}));
  graph.initializers.push_back(shaped("windows", windows, {count, 1, kMaskTile, kMaskTile}));
  graph.initializers.push_back(
      onnx::integers("ones", std::vector<std::int64_t>(static_cast<std::size_t>(count), 1)));
  graph.initializers.push_back(onnx::integers("first", {0}));
  graph.initializers.push_back(onnx::integers("second", {1}));
  graph.initializers.push_back(onnx::integers("axis", {1}));
  graph.initializers.push_back(onnx::integers("flat", {count}));
  graph.nodes.push_back({"Slice", {"class_scores", "first", "second", "axis"}, {"bright"}});
  graph.nodes.push_back({"Reshape", {"bright", "flat"}, {"scores"}});
  graph.nodes.push_back({"Identity", {"squares"}, {"boxes"}});
  graph.nodes.push_back({"Identity", {"ones"}, {"labels"}});
  graph.nodes.push_back({"Mul", {"windows", "image"}, {"masks"}});
  graph.outputs = {{"boxes", Type::kFloat32, {count, std::int64_t{4}}},
                   {"labels", Type::kInt64, {count}},
                   {"scores", Type::kFloat32, {count}},
                   {"masks", Type::kFloat32, {count, std::int64_t{1}, kMaskTile, kMaskTile}}};
  return model;
}

/// `TILE`, `TASK` and `OUTPUTS` stand for what differs.
constexpr const char* kItem = R"({
  "type": "Feature",
  "stac_version": "1.1.0",
  "stac_extensions": [
    "https://stac-extensions.github.io/mlm/v1.5.2/schema.json",
    "https://stac-extensions.github.io/classification/v2.0.0/schema.json"
  ],
  "id": "squares",
  "geometry": null,
  "properties": {
    "datetime": "2024-01-01T00:00:00Z",
    "description": "Squares of 7 x 7 pixels that differ from what is around them.",
    "mlm:name": "Squares",
    "mlm:architecture": "mean",
    "mlm:tasks": ["TASK"],
    "mlm:framework": "ONNX",
    "mlm:hyperparameters": {"score_threshold": 0.9, "nms_threshold": 0.3},
    "mlm:input": [
      {
        "name": "image",
        "bands": [{"name": "brightness"}],
        "input": {
          "shape": [1, 1, TILE, TILE],
          "dim_order": ["batch", "bands", "height", "width"],
          "data_type": "float32"
        },
        "value_scaling": [{"type": "offset", "value": 1000}]
      }
    ],
    "mlm:output": [OUTPUTS]
  },
  "links": [],
  "assets": {
    "model": {
      "href": "./squares.onnx",
      "type": "application/octet-stream; application=onnx",
      "mlm:artifact_type": "onnx",
      "roles": ["mlm:model"],
      "bands": [{"name": "brightness"}]
    }
  }
}
)";

constexpr const char* kClassList = R"(,
        "classification:classes": [
          {"value": 1, "name": "bright", "color_hint": "E6D67A"},
          {"value": 2, "name": "dark", "color_hint": "2E4053"}
        ])";

/// One output; `sizes` and `names` of its dimensions as JSON.
std::string output(const std::string& name, const std::string& sizes, const std::string& names,
                   const std::string& type = "float32", const std::string& more = "") {
  return R"(
      {
        "name": ")" +
         name + R"(",
        "tasks": ["TASK"],
        "result": {"shape": )" +
         sizes + R"(, "dim_order": )" + names + R"(, "data_type": ")" + type + "\"}" + more +
         "\n      }";
}

std::string item(std::int64_t tile, const std::string& task, const std::string& outputs) {
  std::string text = kItem;
  const auto replace = [&](const std::string& word, const std::string& by) {
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + by.size()))
      text.replace(at, word.size(), by);
  };
  replace("OUTPUTS", outputs);
  replace("TILE", std::to_string(tile));
  replace("TASK", task);
  return text;
}

std::vector<File> squares() {
  return {onnx::file_of("squares.onnx", yolo()),
          {"item.json", item(kYoloTile, "object-detection",
                             output("output0", "[1, 6, 4096]", R"(["batch", "box", "boxes"])",
                                    "float32", kClassList))}};
}

std::vector<File> squares_masks() {
  const std::string list = R"(["boxes"])";
  return {
      onnx::file_of("squares.onnx", with_masks()),
      {"item.json",
       item(kMaskTile, "instance-segmentation",
            output("boxes", "[576, 4]", R"(["boxes", "box"])", "float32", kClassList) + "," +
                output("labels", "[576]", list, "int64") + "," + output("scores", "[576]", list) +
                "," +
                output("masks", "[576, 1, 24, 24]", R"(["boxes", "mask", "height", "width"])"))}};
}

constexpr Kind kKinds[] = {
    {"item-squares", "finds squares as YOLO does, in tiles of 64 x 64, with its Item", squares},
    {"item-squares-masks", "finds them as torchvision does, with masks, in tiles of 24 x 24",
     squares_masks},
};

}  // namespace

std::span<const Kind> squares_kinds() { return kKinds; }

}  // namespace stacmlm::model_files
