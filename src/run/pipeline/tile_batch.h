// SPDX-License-Identifier: Apache-2.0
// Models that take a fixed number of images at a time.
#pragma once

#include <cstdint>
#include <vector>

#include "run/preprocess/tensor_layout.h"
#include "stacmlm/base/result.h"
#include "stacmlm/run/tensor.h"

namespace stacmlm::run {

/// Where a tile goes in what the model takes: sample `at` of `all`.
struct SamplePlace {
  std::int64_t at = 0;
  std::int64_t all = 1;
};

/// Fills the samples from `filled` on with copies of the one before. @pre filled > 0
void repeat_sample(Tensor& tensor, const TensorLayout& layout, std::int64_t filled);

/// One sample of what the model gave, in the same memory. `kBackend`: it gave not one for each
/// tile along the first dimension.
base::Result<Tensor> sample_of(const Tensor& tensor, const SamplePlace& place);

}  // namespace stacmlm::run
