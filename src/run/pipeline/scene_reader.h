// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <vector>

#include "run/pipeline/external_band.h"
#include "run/preprocess/pixel_block.h"
#include "run/preprocess/preprocess.h"
#include "stacmlm/raster/raster.h"
#include "stacmlm/run/plan.h"
#include "stacmlm/run/run.h"

namespace stacmlm::run {

/// Where the bands of an input begin among those of the plan, and how many each time has.
struct InputBands {
  std::size_t first = 0;
  std::size_t of_a_time = 0;
};

/// The pixels of one tile: all bands that are read, each in its own type.
class TilePixels {
 public:
  /// What one input reads at one time.
  [[nodiscard]] PixelBlock block(const InputBands& input, std::size_t time) const {
    return {std::span(bands_).subspan(input.first + time * input.of_a_time, input.of_a_time),
            width_, height_};
  }
  /// Some pixel of some band is valid.
  [[nodiscard]] bool has_data() const { return has_data_; }

 private:
  friend class SceneReader;
  struct Planes {
    std::vector<std::byte> data;
    std::vector<float> numbers;  // instead, of those that are computed
    std::vector<std::uint8_t> valid;
  };
  std::vector<Planes> planes_;   // of the tile, for each group of bands
  std::vector<std::byte> read_;  // before what lies beyond the edges is filled in
  std::vector<std::uint8_t> read_valid_;
  std::vector<BandPixels> bands_;  // as the inputs of the plan read them, one after the other
  std::int64_t width_ = 0;
  std::int64_t height_ = 0;
  bool has_data_ = false;
};

/// Reads tiles of a scene, on the grid of the plan. Safe to use from several threads.
class SceneReader {
 public:
  /// What `options` points to must outlive the reader.
  static base::Result<SceneReader> open(const Plan& plan, const Scene& scene,
                                        const RunOptions& options);

  /// As the inputs of the plan.
  [[nodiscard]] std::span<const InputBands> inputs() const { return inputs_; }

  /// Reads `width` x `height` pixels from column `x` and row `y` on, which may lie outside.
  base::Result<void> read(std::int64_t x, std::int64_t y, std::int64_t width, std::int64_t height,
                          TilePixels& pixels) const;

 private:
  struct Read {
    std::size_t raster = 0;  // index in rasters_
    std::size_t band = 0;    // from 0
    raster::PixelType pixel = raster::PixelType::kUInt8;
    DataType number = DataType::kUint8;
  };
  /// Bands of one file and one type, which are read at once.
  struct Group {
    std::size_t raster = 0;
    raster::PixelType pixel = raster::PixelType::kUInt8;
    std::vector<std::size_t> reads;  // indices in reads_
    std::vector<std::size_t> bands;  // of the raster
  };
  base::Result<void> add_band(const Plan& plan, const Scene& scene, std::size_t band,
                              std::uint64_t cache, base::Fetcher* fetcher);
  base::Result<void> add_external(const InputPlan& input, std::size_t time, std::size_t channel,
                                  const RunOptions& options);
  [[nodiscard]] base::Result<Read> read_of(const Scene& scene, std::size_t band,
                                           std::size_t raster) const;
  void group_reads();

  std::vector<std::unique_ptr<raster::Raster>> rasters_;
  std::vector<Read> reads_;  // each band once
  std::vector<Group> groups_;
  std::vector<ExternalBand> externals_;
  std::vector<std::size_t> uses_;             // indices in reads_, and behind those in externals_
  std::map<std::size_t, std::size_t> files_;  // of the scene to rasters_
  std::map<std::size_t, std::size_t> bands_;  // of the scene to reads_
  std::vector<InputBands> inputs_;
  std::int64_t image_width_ = 0;
  std::int64_t image_height_ = 0;
  PadMode pad_ = PadMode::kReflect;
};

}  // namespace stacmlm::run
