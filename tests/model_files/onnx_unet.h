// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "model_files/onnx_writer.h"

namespace stacmlm::model_files::onnx {

/// How the decoder comes back to the resolution of the level above.
enum class Upsampling {
  kTransposed,  ///< a transposed convolution
  kNearest,     ///< by 2, nearest pixel, then a convolution
  kLinear,      ///< by 2, linear between pixels, then a convolution
  kToSkip,      ///< nearest pixel, to the size that the skipped values have when the net runs
};

struct UnetOptions {
  std::string input = "input";
  std::string output = "logits";
  std::int64_t bands = 4;
  std::int64_t classes = 5;
  std::int64_t width = 8;         ///< channels of the upper level
  std::int64_t lower_width = 16;  ///< ... of the lower one
  std::int64_t neck = 0;          ///< ... of a 1 x 1 convolution there and back; 0: none
  std::string size{};             ///< of an image: a number; two names if empty
  std::int64_t levels = 1;        ///< how often the sides are halved
  std::int64_t dilation = 1;      ///< of the convolutions of 3 x 3
  Upsampling upsampling = Upsampling::kTransposed;
  bool is_valid = false;  ///< no padding: the output is smaller than the input
  bool has_batch_norm = false;
  bool is_hole = false;  ///< zeros for weights that take no room on the disk
};

/// A segmentation network: a batch of images in, one score a class and pixel out. It runs. Sides of
/// images must be multiples of 2 ^ levels, or, without padding, as much above one as makes all
/// halves whole.
Model unet(const UnetOptions& options);

}  // namespace stacmlm::model_files::onnx
