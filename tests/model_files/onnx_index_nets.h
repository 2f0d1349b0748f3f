// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model_files/onnx_writer.h"

namespace stacmlm::model_files::onnx {

/// A network of closed form: 4 bands in (blue, green, red, near infrared), scores of the classes
/// `other` and `vegetation` out. Vegetation is where (nir - red) / (nir + red) > 0.5, each summed
/// over `kernel` x `kernel` pixels, zeros beyond the edges. Sums of numbers up to 65535 are exact
/// for kernels up to 9.
Model ndvi_net(std::int64_t kernel);

/// Two images in, `image` of the bands above and `heights` of one: vegetation is where the sum of
/// nir / 2 - 1.5 red, less that of heights over `kernel` x `kernel` pixels, is above 0.
Model heights_net(std::int64_t kernel);

/// A series of so many times (0: any number) of 4 bands in: batch, time, bands, height, width; the
/// last time less the first one out, with one time.
Model change_net(std::int64_t times);

}  // namespace stacmlm::model_files::onnx
