// SPDX-License-Identifier: Apache-2.0
#include "artifact/format/layout.h"

namespace stacmlm::artifact {

bool has_channels_behind_kernel(std::string_view framework) {
  return framework == "TensorFlow" || framework == "Keras" || framework == "Flax" ||
         framework == "JAX";
}

bool has_images_with_channels_last(std::string_view format) { return format == "tflite"; }

}  // namespace stacmlm::artifact
