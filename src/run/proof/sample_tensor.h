// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "stacmlm/run/tensor.h"

namespace stacmlm::run {

/// Fills a tensor with pseudo-random numbers that are always the same: floating ones from 0 to 1,
/// integers of 8 and 16 bits from 0 to 127, others 0 or 1.
void fill_with_samples(Tensor& tensor);

/// Elements that are NaN or infinite.
std::uint64_t not_finite(const Tensor& tensor);

}  // namespace stacmlm::run
