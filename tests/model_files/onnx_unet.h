// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "model_files/onnx_writer.h"

namespace stacmlm::model_files::onnx {

struct UnetOptions {
  std::string input = "input";
  std::string output = "logits";
  std::int64_t bands = 4;
  std::int64_t classes = 5;
  std::int64_t width = 8;         ///< channels of the upper level
  std::int64_t lower_width = 16;  ///< ... of the lower one
  std::int64_t neck = 0;          ///< ... of a 1 x 1 convolution there and back; 0: none
  std::string size{};             ///< of an image: a number; two names if empty
  bool has_batch_norm = false;
  bool is_hole = false;  ///< zeros for weights that take no room on the disk
};

/// A segmentation network of two levels: a batch of images in, one score a class and pixel out. It
/// runs. Sides of images must be even.
Model unet(const UnetOptions& options);

}  // namespace stacmlm::model_files::onnx
