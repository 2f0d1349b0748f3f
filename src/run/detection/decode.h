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
  raster::Ring
      ring{};  ///< of formats with an angle: what is inside of the image; `box` is around it
};

/// What was left out, and what is odd about the numbers.
struct DecodeCounts {
  std::uint64_t scored = 0;          ///< boxes that score high enough; of these:
  std::uint64_t broken = 0;          ///< without an area, or with NaN or Inf
  std::uint64_t above_one = 0;       ///< with a score above 1
  std::uint64_t outside = 0;         ///< beyond the image
  std::uint64_t like_fractions = 0;  ///< read as pixels, and smaller than any pixel counts
  std::uint64_t whole_turns = 0;     ///< with an angle that goes round more than once
  std::uint64_t not_scores = 0;      ///< boxes whose score is NaN or Inf

  DecodeCounts& operator+=(const DecodeCounts& other);
};

/// What one image gave.
struct FoundBoxes {
  std::vector<FoundBox> boxes;
  DecodeCounts counts;
};

/// More boxes of one image than that are an Error: what is compared pair by pair has to end.
inline constexpr std::size_t kMostBoxes = 30000;

/// The boxes whose score is at least the threshold. `kBackend`: the tensors are not what the plan
/// says; `kLimitExceeded`: there are more than kMostBoxes.
base::Result<FoundBoxes> decode_boxes(const OutputPlan& plan, std::span<const Tensor> tensors,
                                      std::int64_t width, std::int64_t height);

}  // namespace stacmlm::run
