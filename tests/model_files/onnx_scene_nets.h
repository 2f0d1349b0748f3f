// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "model_files/onnx_writer.h"

namespace stacmlm::model_files::onnx {

/// A network that gives one row for an image of 4 bands: each number of it a weighted sum of the
/// means of the bands.
struct SceneNet {
  std::int64_t size = -1;      ///< pixels a side of the image; -1: any
  std::vector<float> weights;  ///< 4 for each number
  bool has_softmax = false;
};
Model scene_net(const SceneNet& form);

/// Scores of `dark` (0), `blue` (blue - near infrared) and `green` (near infrared - red), of images
/// of that size.
Model scene_classifier(std::int64_t size);
/// The means of the bands, of images of any size.
Model band_means();

}  // namespace stacmlm::model_files::onnx
