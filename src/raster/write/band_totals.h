// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "raster/read/convert.h"
#include "raster/statistics/totals.h"
#include "stacmlm/raster/writer.h"

namespace stacmlm::raster {

/// What blocks add up to, the same to the last digit in whatever order they come: sums of floating
/// numbers depend on theirs.
class BandTotals {
 public:
  BandTotals(PixelType type, std::optional<double> nodata) : type_(type), nodata_(nodata) {
    if (type == PixelType::kUInt8) counts_.resize(256);
  }

  /// The pixels of block `number`; each block from 0 on once, rows of `width` in a block of
  /// `stride`.
  void add(std::uint64_t number, const std::byte* pixels, std::size_t width, std::size_t height,
           std::size_t stride);
  [[nodiscard]] Statistics statistics() const;

 private:
  Totals of_bytes(const std::byte* pixels, std::size_t width, std::size_t height,
                  std::size_t stride);
  void add_block(std::uint64_t number, const Totals& block);

  PixelType type_;
  std::optional<double> nodata_;
  std::vector<std::uint64_t> counts_;
  Totals sum_;  // of all blocks before next_
  std::uint64_t next_ = 0;
  std::map<std::uint64_t, Totals> waiting_;  // blocks that came before one in front of them
};

}  // namespace stacmlm::raster
