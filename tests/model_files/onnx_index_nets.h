// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model_files/onnx_writer.h"

namespace stacmlm::model_files::onnx {

/// A network of closed form: 4 bands in (blue, green, red, near infrared), scores of the classes
/// `other` and `vegetation` out. Vegetation is where (nir - red) / (nir + red) > 0.5, each summed
/// over `kernel` x `kernel` pixels, zeros beyond the edges. Sums of numbers up to 65535 are exact
/// for kernels up to 9.
Model ndvi_net(std::int64_t kernel);

}  // namespace stacmlm::model_files::onnx
