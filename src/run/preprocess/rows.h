// SPDX-License-Identifier: Apache-2.0
// The inner loops: runs of numbers from one type to another.
#pragma once

#include <cstddef>
#include <cstdint>

#include "run/preprocess/preprocess.h"
#include "run/preprocess/scaling.h"
#include "stacmlm/run/tensor.h"

namespace stacmlm::run {

/// Where a run of numbers goes.
struct RunTarget {
  void* data = nullptr;
  std::ptrdiff_t step = 1;  ///< numbers from one to the next
};

/// `count` numbers as doubles.
void load_numbers(DataType type, const void* source, std::size_t count, double* out);

/// (x - centre) / divisor, kept within the bounds; the expression is left to others.
void scale_numbers(const ChannelScaling& scaling, double* numbers, std::size_t count);

/// Casts; where `valid` (may be null) is 0, `fill` is written instead.
void store_numbers(DataType type, const double* numbers, const std::uint8_t* valid, double fill,
                   std::size_t count, RunTarget target, CastLoss& loss);

/// Runs of channels, `stride` apart, to pixels with their channels side by side.
void interleave(const float* runs, std::size_t stride, std::size_t channels, std::size_t count,
                float* out);

/// All three in one pass. Pixels of 16 bits at most, and float32, go to float32 tensors in float
/// arithmetic; everything else in doubles.
void convert_run(DataType from, const void* source, const std::uint8_t* valid,
                 const ChannelScaling& scaling, double fill, std::size_t count, DataType to,
                 RunTarget target, CastLoss& loss);

}  // namespace stacmlm::run
