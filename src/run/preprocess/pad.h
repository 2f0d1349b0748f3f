// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "run/preprocess/preprocess.h"

namespace stacmlm::run {

/// The place inside `size` that stands for `index` (not negative) beyond it. @pre size > 0, mode is
/// not kConstant
std::int64_t padded_index(std::int64_t index, std::int64_t size, PadMode mode);

/// Fills a channel of `target`, whose upper left `width` x `height` numbers are there, to its full
/// size. `fill` is what kConstant pads with.
void pad_channel(const TensorTarget& target, std::size_t channel, std::int64_t width,
                 std::int64_t height, DataType type, PadMode mode, double fill);

}  // namespace stacmlm::run
