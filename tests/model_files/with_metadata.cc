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

constexpr Kind kKinds[] = {
    {"safetensors-properties", "weights with MLM metadata as YAML", properties},
    {"safetensors-broken-metadata", "weights with metadata that nobody can read", broken},
};

}  // namespace

std::span<const Kind> with_metadata_kinds() { return kKinds; }

}  // namespace stacmlm::model_files
