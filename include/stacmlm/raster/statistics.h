// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "stacmlm/base/result.h"
#include "stacmlm/raster/raster.h"

namespace stacmlm::raster {

/// What of the pixels of a band is wanted, and how they are to be taken.
struct MeasureOptions {
  /// 0 to 100, as in numpy.percentile(..., method="linear"); empty: none.
  std::vector<double> percents = {};
  /// A number that is nodata besides what the file says of itself; empty, or one a band.
  std::vector<std::optional<double>> nodata = {};
  const std::atomic<bool>* stop = nullptr;  ///< may be null; true ends it with an Error
};

/// What the valid pixels of a band are, as they are stored: no scale and no offset.
struct BandMeasures {
  std::uint64_t pixels = 0;  ///< of the raster
  std::uint64_t valid = 0;   ///< the other numbers mean nothing where it is 0
  double minimum = 0;
  double maximum = 0;
  double mean = 0;
  double stddev = 0;                ///< of the population: divided by the number of pixels
  std::vector<double> percentiles;  ///< as MeasureOptions::percents
  /// By how much of its own size a percentile may be off: 0 for integers of 8 and 16 bits, 2^-12
  /// for all others (numbers beyond the range of float32 are only known to be there).
  double percentile_error = 0;
};

/// Reads the raster once, window by window, and measures `bands` (counted from 0). Mean and
/// standard deviation are added up window by window from the distances to the window's own mean
/// (Chan et al.), so that large numbers lose nothing. Memory: one window, and at most 8 MiB for
/// each of sixteen bands; more bands are read in further passes.
///
/// Errors: those of Raster::read(), and `kInvalidArgument` for percents outside of 0 to 100.
///
/// ```cpp
/// auto scene = raster::open("scene.tif");
/// if (!scene) return report(scene.error());
/// const std::size_t band = 0;
/// auto measured = raster::measure_bands(**scene, {&band, 1}, {.percents = {2, 98}});
/// if (measured) print(measured->front().mean, measured->front().stddev);
/// ```
[[nodiscard]] base::Result<std::vector<BandMeasures>> measure_bands(
    const Raster& raster, std::span<const std::size_t> bands, const MeasureOptions& options = {});

}  // namespace stacmlm::raster
