// SPDX-License-Identifier: Apache-2.0
// Files in which metadata of MLM stand, right or wrong, to be compared with an Item.
#include "model_files/with_metadata.h"

#include "model_files/safetensors.h"

namespace stacmlm::model_files {
namespace {

const std::vector<SafeTensor>& two_layers() {
  static const std::vector<SafeTensor> tensors = {{"first.weight", "F32", {8, 4, 3, 3}},
                                                  {"last.bias", "F32", {2}},
                                                  {"last.weight", "F32", {2, 8, 1, 1}}};
  return tensors;
}

std::vector<File> properties() {
  return {{"unet.safetensors",
           safetensors(two_layers(),
                       R"({"format":"pt","mlm-metadata":"mlm:name: Crop Mapper\nmlm:framework: )"
                       R"(PyTorch\nmlm:total_parameters: 306\nmlm:tasks: [semantic-segmentation]\n)"
                       R"(mlm:accelerator: null\n"})")}};
}

std::vector<File> broken() {
  return {{"unet.safetensors",
           safetensors(two_layers(), R"({"format":"pt","mlm-metadata":"{mlm:name: [Crop"})")}};
}

/// An Item as a person writes it for `onnx-unet`, without what the file proves.
constexpr const char* kItem = R"({
  "type": "Feature",
  "stac_version": "1.1.0",
  "stac_extensions": ["https://stac-extensions.github.io/mlm/v1.5.2/schema.json"],
  "id": "crop-unet",
  "geometry": null,
  "properties": {
    "datetime": null,
    "mlm:name": "Crop Mapper",
    "mlm:architecture": "U-Net",
    "mlm:tasks": ["semantic-segmentation"],
    "mlm:framework": "PyTorch",
    "mlm:framework_version": "2.3.1",
    "mlm:input": [
      {
        "name": "input",
        "bands": ["B02", "B03", "B04", "B08"],
        "input": {
          "shape": [-1, 4, 256, 256],
          "dim_order": ["batch", "bands", "height", "width"],
          "data_type": "float32"
        }
      }
    ],
    "mlm:output": [
      {
        "name": "logits",
        "tasks": ["semantic-segmentation"],
        "result": {
          "shape": [-1, 5, 256, 256],
          "dim_order": ["batch", "class", "height", "width"],
          "data_type": "float32"
        }
      }
    ]
  },
  "links": [],
  "assets": {
    "model": {
      "href": "./unet.onnx",
      "type": "application/octet-stream; application=onnx",
      "roles": ["mlm:model"]
    }
  }
}
)";

std::vector<File> with_item() {
  return {{"unet.onnx", bytes_of("onnx-unet")}, {"item.json", kItem}};
}

constexpr Kind kKinds[] = {
    {"item-unet", "the U-Net of `onnx-unet`, with an Item that describes it", with_item},
    {"safetensors-properties", "weights with MLM metadata as YAML", properties},
    {"safetensors-broken-metadata", "weights with metadata that nobody can read", broken},
};

}  // namespace

std::span<const Kind> with_metadata_kinds() { return kKinds; }

}  // namespace stacmlm::model_files
