// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "run/preprocess/program.h"

namespace stacmlm::run {

/// Pixels that are worked on at a time where one pass is not enough.
inline constexpr std::size_t kPixelRun = 256;

/// Reads runs of channels out of a block: numbers of the file, scaled as it says, and expressions
/// of bands.
class ChannelReader {
 public:
  ChannelReader(const Preprocess::Program& program, const PixelBlock& block,
                PreprocessSpace::State& state);

  /// `count` (at most kPixelRun) numbers of channel `channel` and whether they are valid (1 or 0).
  void read(std::size_t channel, std::int64_t x, std::int64_t y, std::size_t count, double* values,
            std::uint8_t* valid);

 private:
  void read_band(std::size_t band, std::int64_t x, std::int64_t y, std::size_t count,
                 double* values, std::uint8_t* valid) const;

  const Preprocess::Program& program_;
  const PixelBlock& block_;
  PreprocessSpace::State& state_;
};

/// What an expression makes of numbers outside of its domain, 0/0 or log(0), is nodata, and 0.
void drop_not_finite(std::size_t count, double* values, std::uint8_t* valid);

/// Where a band's pixel lies.
const void* pixel_of(const BandPixels& band, std::int64_t x, std::int64_t y);
/// Null: all pixels of the band are valid.
const std::uint8_t* validity_of(const BandPixels& band, std::int64_t x, std::int64_t y);

}  // namespace stacmlm::run
