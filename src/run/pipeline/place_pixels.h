// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "run/pipeline/tile_sink.h"
#include "run/postprocess/postprocess.h"
#include "stacmlm/raster/writer.h"

namespace stacmlm::run {

/// The results of a place stand at one pixel.
inline constexpr OutputPart kOnePixel{0, 0, 1, 1, 1, 1};

/// The row that the model gives for a tile becomes a pixel.
class PlacePixels final : public TileSink {
 public:
  PlacePixels(const SceneTiles& tiles, const Postprocess& postprocess, raster::Writer& writer)
      : tiles_(tiles), postprocess_(postprocess), writer_(writer) {}

  [[nodiscard]] OutputPart part_of(std::size_t index) const override;
  base::Result<void> add(std::size_t index, TileOutput* output) override;

 private:
  const SceneTiles& tiles_;
  const Postprocess& postprocess_;
  raster::Writer& writer_;
};

}  // namespace stacmlm::run
