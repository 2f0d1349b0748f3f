// SPDX-License-Identifier: Apache-2.0
#include "author/peers/emd.h"

namespace stacmlm::author::emd {

std::span<const ModelType> model_types() {
  static constexpr ModelType kTypes[] = {
      {"semantic-segmentation", "ImageClassification"},
      {"segmentation", "ImageClassification"},
      {"semantic-segmentation", "ClassifyPixels"},
      {"object-detection", "ObjectDetection"},
      {"detection", "ObjectDetection"},
      {"instance-segmentation", "InstanceDetection"},
      {"scene-classification", "ObjectClassification"},
      {"classification", "ObjectClassification"},
  };
  return kTypes;
}

std::span<const std::string_view> frameworks() {
  static constexpr std::string_view kFrameworks[] = {"PyTorch", "TensorFlow", "Keras", "CNTK"};
  return kFrameworks;
}

std::span<const std::string_view> settings() {
  static constexpr std::string_view kSettings[] = {"ModelConfiguration", "InferenceFunction",
                                                   "ModelPadding", "DataRange"};
  return kSettings;
}

}  // namespace stacmlm::author::emd
