// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "run/detection/decode.h"
#include "run/detection/outline.h"
#include "stacmlm/base/result.h"
#include "stacmlm/run/plan.h"
#include "stacmlm/run/tensor.h"

namespace stacmlm::run {

/// The mask of a box, of its pixels alone: the first one is that of `left` and `top`.
struct FoundMask {
  Mask mask;
  std::int64_t left = 0;
  std::int64_t top = 0;
};

/// The masks of an image.
class MaskReader {
 public:
  MaskReader() = default;
  MaskReader(const MaskReader&) = delete;
  MaskReader& operator=(const MaskReader&) = delete;
  virtual ~MaskReader() = default;

  /// The pixels of the object, inside its box.
  [[nodiscard]] virtual FoundMask mask_of(const FoundBox& box) const = 0;
};

/// For what decode_boxes() has found. torchvision: [boxes, 1, height, width], yes from 0.5 on.
/// YOLO: coefficients behind the scores of each box, for prototypes [1, coefficients, height,
/// width] of any size; yes where their sum, between the middles of prototypes in a straight line,
/// is above 0. The tensors outlive it. `kBackend`: a tensor has another size.
base::Result<std::unique_ptr<MaskReader>> read_masks(const OutputPlan& plan,
                                                     std::span<const Tensor> tensors,
                                                     std::int64_t width, std::int64_t height);

}  // namespace stacmlm::run
