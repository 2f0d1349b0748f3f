// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "run/detection/detection.h"
#include "stacmlm/base/result.h"
#include "stacmlm/run/plan.h"
#include "stacmlm/run/tensor.h"

namespace stacmlm::run {

/// A box as a tensor has it.
struct FoundBox {
  Box box;  ///< in pixels of the image that the model was given; inside of it
  double score = 0;
  std::int64_t label = 0;
  std::size_t row = 0;  ///< its place in the tensor
};

/// What one image gave.
struct FoundBoxes {
  std::vector<FoundBox> boxes;
  std::uint64_t broken = 0;  ///< scored high enough, but without an area, or with NaN or Inf
};

/// More boxes of one image than that are an Error: what is compared pair by pair has to end.
inline constexpr std::size_t kMostBoxes = 30000;

/// The boxes whose score is at least the threshold. `kBackend`: the tensors are not what the plan
/// says; `kLimitExceeded`: there are more than kMostBoxes.
base::Result<FoundBoxes> decode_boxes(const OutputPlan& plan, std::span<const Tensor> tensors,
                                      std::int64_t width, std::int64_t height);

}  // namespace stacmlm::run
