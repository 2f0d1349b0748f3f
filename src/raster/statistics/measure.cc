// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <new>

#include "raster/pixel_dispatch.h"
#include "raster/statistics/histogram.h"
#include "raster/statistics/totals.h"
#include "stacmlm/raster/statistics.h"

namespace stacmlm::raster {
namespace {

/// Bands that are measured in one pass: their histograms are in memory.
constexpr std::size_t kBandsAtOnce = 16;
/// Pixels of a window, about.
constexpr std::int64_t kWindowPixels = std::int64_t{1} << 20;
constexpr std::int64_t kWindowWidth = 1024;
constexpr std::int64_t kMostWidth = std::int64_t{1} << 16;

std::int64_t in_blocks(std::int64_t size, std::int64_t block) {
  return size < block ? size : size - size % block;
}

/// The size of a window, which is one of whole blocks where those are of a usual size.
std::pair<std::int64_t, std::int64_t> window_size(const Info& info) {
  const std::int64_t block_width = std::max<std::int64_t>(info.block_width, 1);
  const std::int64_t block_height = std::max<std::int64_t>(info.block_height, 1);
  const std::int64_t wanted = std::max(block_width, in_blocks(kWindowWidth, block_width));
  const std::int64_t width = std::min({wanted, kMostWidth, info.grid.width});
  const std::int64_t rows = std::max<std::int64_t>(kWindowPixels / width, 1);
  return {width, std::min(in_blocks(rows, block_height), info.grid.height)};
}

/// One band in the making.
class Measuring {
 public:
  Measuring(const Raster& raster, std::size_t band, const MeasureOptions& options, std::size_t at)
      : raster_(raster), band_(band), type_(raster.info().bands[band].type) {
    if (at < options.nodata.size()) nodata_ = options.nodata[at];
    if (!options.percents.empty()) histogram_.emplace(type_);
  }

  base::Result<void> add(const Window& window) {
    const auto count = static_cast<std::size_t>(window.width * window.height);
    pixels_.resize(count * size_of(type_));
    valid_.resize(count);
    STACMLM_TRY(const Validity validity, raster_.read(window, {&band_, 1}, type_, pixels_, valid_));
    if (validity == Validity::kNone) return {};
    with_pixel_type(type_, [&]<class T>(T) {
      add_pixels(std::span(reinterpret_cast<const T*>(pixels_.data()), count));
    });
    return {};
  }

  [[nodiscard]] BandMeasures finish(const std::vector<double>& percents) const {
    BandMeasures measures;
    measures.pixels = static_cast<std::uint64_t>(raster_.info().grid.width) *
                      static_cast<std::uint64_t>(raster_.info().grid.height);
    measures.valid = sum_.valid;
    if (sum_.valid == 0) return measures;
    measures.minimum = sum_.minimum;
    measures.maximum = sum_.maximum;
    measures.mean = sum_.mean;
    measures.stddev = sum_.stddev();
    if (!histogram_) return measures;
    for (const double percent : percents) {
      measures.percentiles.push_back(
          histogram_->percentile(percent, measures.minimum, measures.maximum));
    }
    measures.percentile_error = histogram_->is_exact() ? 0 : 1.0 / 4096;
    return measures;
  }

 private:
  template <class T>
  void add_pixels(std::span<const T> pixels) {
    Totals part;
    double first = 0;  // sums of the distances to it keep their digits, whatever its size
    double sum = 0;
    for (std::size_t i = 0; i < pixels.size(); ++i) {
      if (valid_[i] == 0) continue;
      const auto number = static_cast<double>(pixels[i]);
      if (number == nodata_) {
        valid_[i] = 0;
        continue;
      }
      if (part.valid++ == 0) first = number;
      sum += number - first;
      part.minimum = std::min(part.minimum, number);
      part.maximum = std::max(part.maximum, number);
      if (histogram_) histogram_->add(number);
    }
    if (part.valid == 0) return;
    part.mean = first + sum / static_cast<double>(part.valid);
    for (std::size_t i = 0; i < pixels.size(); ++i) {
      if (valid_[i] == 0) continue;
      const double distance = static_cast<double>(pixels[i]) - part.mean;
      part.squares += distance * distance;
    }
    sum_.add(part);
  }

  const Raster& raster_;
  std::size_t band_;
  PixelType type_;
  std::optional<double> nodata_;
  std::optional<Histogram> histogram_;
  std::vector<std::byte> pixels_;
  std::vector<std::uint8_t> valid_;
  Totals sum_;
};

base::Result<void> read_all(const Raster& raster, std::span<Measuring> bands,
                            const std::atomic<bool>* stop) {
  const Grid& grid = raster.info().grid;
  const auto [width, height] = window_size(raster.info());
  for (std::int64_t row = 0; row < grid.height; row += height) {
    for (std::int64_t column = 0; column < grid.width; column += width) {
      if (stop != nullptr && stop->load()) return base::fail(base::ErrorKind::kIo, "stopped");
      const Window window{column, row, std::min(width, grid.width - column),
                          std::min(height, grid.height - row)};
      for (Measuring& band : bands) {
        STACMLM_CHECK(band.add(window));
      }
    }
  }
  return {};
}

base::Result<void> check(const Raster& raster, std::span<const std::size_t> bands,
                         const MeasureOptions& options) {
  for (const double percent : options.percents) {
    if (percent >= 0 && percent <= 100) continue;
    return base::fail(base::ErrorKind::kInvalidArgument,
                      fmt::format("a percentile is one of 0 to 100, not {}", percent));
  }
  for (const std::size_t band : bands) {
    if (band < raster.info().bands.size()) continue;
    return base::fail(base::ErrorKind::kInvalidArgument,
                      fmt::format("{} has no band {}", raster.info().path, band + 1));
  }
  return {};
}

}  // namespace

base::Result<std::vector<BandMeasures>> measure_bands(const Raster& raster,
                                                      std::span<const std::size_t> bands,
                                                      const MeasureOptions& options) {
  STACMLM_CHECK(check(raster, bands, options));
  std::vector<BandMeasures> all;
  try {
    for (std::size_t first = 0; first < bands.size(); first += kBandsAtOnce) {
      std::vector<Measuring> some;
      for (std::size_t i = first; i < std::min(bands.size(), first + kBandsAtOnce); ++i)
        some.emplace_back(raster, bands[i], options, i);
      STACMLM_CHECK(read_all(raster, some, options.stop));
      for (const Measuring& band : some) all.push_back(band.finish(options.percents));
    }
  } catch (const std::bad_alloc&) {
    return base::fail(base::ErrorKind::kLimitExceeded, "not enough memory for statistics");
  }
  return all;
}

}  // namespace stacmlm::raster
