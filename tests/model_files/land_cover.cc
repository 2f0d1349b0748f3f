// SPDX-License-Identifier: Apache-2.0
// Land cover by thresholds of smoothed indices, written as a network: what it gives can be worked
// out by hand, and tiles that are cut wrongly show.
#include "model_files/land_cover.h"

#include <cstdint>

#include "model_files/onnx_writer.h"

namespace stacmlm::model_files {
namespace {

using onnx::Model;
using onnx::Tensor;
using onnx::Type;

constexpr std::int64_t kBands = 4;    // green, red, nir, swir16
constexpr std::int64_t kIndices = 3;  // NDWI, NDVI, NDBI
constexpr std::int64_t kClasses = 4;  // water, built, fields, forest
constexpr std::int64_t kBlur = 5;

Tensor kernel(std::string name, const std::vector<float>& numbers,
              std::vector<std::int64_t> shape) {
  Tensor tensor = onnx::values(std::move(name), numbers);
  tensor.shape = std::move(shape);
  return tensor;
}

/// Differences and sums of two bands, their quotients, the mean of 5 x 5 of each, a score a class.
Model land_cover_net() {
  Model model;
  model.producer = "stac-mlm";
  model.producer_version = "1";
  onnx::Graph& graph = model.graph;
  graph.inputs = {{"reflectance", Type::kFloat32, {"batch", kBands, "height", "width"}}};
  graph.outputs = {{"scores", Type::kFloat32, {"batch", kClasses, "height", "width"}}};
  graph.initializers = {
      kernel("differences",
             {1, 0, -1, 0,   // green - nir
              0, -1, 1, 0,   // nir - red
              0, 0, -1, 1},  // swir16 - nir
             {kIndices, kBands, 1, 1}),
      kernel("sums", {1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1}, {kIndices, kBands, 1, 1}),
      onnx::values("above_zero", {1e-6F, 1e-6F, 1e-6F}),
      // Water from NDWI 0.1 on; forest from NDVI 0.7 on; built from NDBI 0 on.
      kernel("weights",
             {10, 0, 0,  //
              0, 0, 4,   //
              0, 1, 0,   //
              0, 6, 0},
             {kClasses, kIndices, 1, 1}),
      onnx::values("biases", {-0.6F, 0.3F, 0, -3.5F}),
  };
  const std::vector<std::int64_t> one = {1, 1};
  const std::vector<std::int64_t> five = {kBlur, kBlur};
  const std::vector<std::int64_t> around = {2, 2, 2, 2};
  graph.nodes = {
      {"Conv", {"reflectance", "differences"}, {"difference"}, {{"kernel_shape", one}}},
      {"Conv", {"reflectance", "sums", "above_zero"}, {"sum"}, {{"kernel_shape", one}}},
      {"Div", {"difference", "sum"}, {"indices"}},
      {"AveragePool",
       {"indices"},
       {"smooth"},
       {{"kernel_shape", five}, {"pads", around}, {"count_include_pad", std::int64_t{0}}}},
      {"Conv", {"smooth", "weights", "biases"}, {"scores"}, {{"kernel_shape", one}}},
  };
  return model;
}

constexpr const char* kItem = R"({
  "type": "Feature",
  "stac_version": "1.1.0",
  "stac_extensions": [
    "https://stac-extensions.github.io/mlm/v1.5.2/schema.json",
    "https://stac-extensions.github.io/classification/v2.0.0/schema.json"
  ],
  "id": "land-cover-indices",
  "geometry": null,
  "properties": {
    "datetime": "2024-01-01T00:00:00Z",
    "description": "Land cover by thresholds of smoothed NDWI, NDVI and NDBI.",
    "mlm:name": "Land cover by indices",
    "mlm:architecture": "thresholds",
    "mlm:tasks": ["semantic-segmentation"],
    "mlm:framework": "ONNX",
    "mlm:total_parameters": 43,
    "mlm:input": [
      {
        "name": "reflectance",
        "bands": [
          {"name": "B03"},
          {"name": "B04"},
          {"name": "B08"},
          {"name": "B11"}
        ],
        "input": {
          "shape": [-1, 4, -1, -1],
          "dim_order": ["batch", "bands", "height", "width"],
          "data_type": "float32"
        },
        "value_scaling": [{"type": "clip", "minimum": 0, "maximum": 1}]
      }
    ],
    "mlm:output": [
      {
        "name": "scores",
        "tasks": ["semantic-segmentation"],
        "result": {
          "shape": [-1, 4, -1, -1],
          "dim_order": ["batch", "class", "height", "width"],
          "data_type": "float32"
        },
        "classification:classes": [
          {"value": 1, "name": "water", "color_hint": "2E6FB7"},
          {"value": 2, "name": "built", "color_hint": "B8433A"},
          {"value": 3, "name": "fields", "color_hint": "E6D67A"},
          {"value": 4, "name": "forest", "color_hint": "2F7D46"}
        ]
      }
    ]
  },
  "links": [],
  "assets": {
    "model": {
      "href": "./land_cover.onnx",
      "type": "application/octet-stream; application=onnx",
      "mlm:artifact_type": "onnx",
      "roles": ["mlm:model"],
      "bands": [
        {"name": "B03", "eo:common_name": "green"},
        {"name": "B04", "eo:common_name": "red"},
        {"name": "B08", "eo:common_name": "nir"},
        {"name": "B11", "eo:common_name": "swir16"}
      ]
    }
  }
}
)";

std::vector<File> land_cover() {
  return {onnx::file_of("land_cover.onnx", land_cover_net()), {"item.json", kItem}};
}

constexpr Kind kKinds[] = {
    {"item-land-cover", "thresholds of smoothed indices as a network, with its Item", land_cover},
};

}  // namespace

std::span<const Kind> land_cover_kinds() { return kKinds; }

}  // namespace stacmlm::model_files
