// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "raster/gdal/calls.h"
#include "stacmlm/raster/writer.h"

namespace stacmlm::raster {

/// The overviews of a file that comes into being: each half as wide and high as the level below it,
/// down to one that fits into a block. A pixel is what OutputInfo::overviews makes of the valid
/// ones among the four (at the edges two, or one) that it covers; the first of equally many counts.
class Pyramid {
 public:
  /// Adds levels without pixels to the work file, which is still empty.
  static base::Result<Pyramid> create(GDALDatasetH work, const std::string& path,
                                      const OutputInfo& info, GdalCalls& calls);

  /// A block of the file that is full: all bands, one after the other, in rows of kBlock pixels.
  base::Result<void> add(std::int64_t across, std::int64_t down, const std::byte* pixels,
                         GdalCalls& calls);
  /// What lies beside blocks that were never written.
  base::Result<void> finish(GdalCalls& calls);

 private:
  struct Level {
    std::int64_t width = 0;
    std::int64_t height = 0;
    std::int64_t across = 0;             ///< blocks
    std::vector<std::uint8_t> done;      ///< quarters of each block that have come
    std::vector<GDALRasterBandH> bands;  ///< none: the file's own
  };

  base::Result<void> reduce(std::size_t level, std::int64_t across, std::int64_t down,
                            const std::byte* pixels, GdalCalls& calls);
  base::Result<void> go_up(std::size_t level, std::int64_t across, std::int64_t down,
                           GdalCalls& calls);
  void add_level(std::int64_t width, std::int64_t height);
  [[nodiscard]] int quarters_of(std::size_t level, std::int64_t across, std::int64_t down) const;

  std::string path_;
  PixelType type_ = PixelType::kUInt8;
  Resampling how_ = Resampling::kAverage;
  std::optional<double> nodata_;
  std::vector<Level> levels_;  ///< the first is the file's own
};

/// Half of a block in both directions: rows of `stride` pixels become rows of (width + 1) / 2.
void halve(PixelType type, Resampling how, std::optional<double> nodata, const std::byte* from,
           std::int64_t width, std::int64_t height, std::int64_t stride, std::byte* to);

}  // namespace stacmlm::raster
