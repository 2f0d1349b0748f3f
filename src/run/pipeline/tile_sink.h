// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "run/pipeline/in_turn.h"
#include "run/plan/scene_tiles.h"
#include "run/postprocess/postprocess.h"
#include "run/tiling/blend.h"
#include "stacmlm/raster/writer.h"

namespace stacmlm::run {

/// What a tile gave: the kept outputs of the model, and which pixels of the part are valid.
struct TileOutput {
  std::vector<Tensor> tensors;      ///< as OutputPlan::tensors
  OutputPart part;                  ///< what the sink wants of it
  std::vector<std::uint8_t> valid;  ///< one byte a pixel of `part`
};

/// Takes what tiles gave and makes the result of it. add() may be called from any thread, with
/// tiles in about the order of their indices.
class TileSink {
 public:
  TileSink() = default;
  TileSink(const TileSink&) = delete;
  TileSink& operator=(const TileSink&) = delete;
  virtual ~TileSink() = default;

  /// The part of a tile's output that it wants. `kExact`: without what is cropped.
  [[nodiscard]] virtual OutputPart part_of(std::size_t index) const = 0;
  /// `output` may be changed. Null: all of the tile is nodata.
  virtual base::Result<void> add(std::size_t index, TileOutput* output) = 0;
};

/// Of a tile that lies side by side with the others: without what is cropped.
OutputPart side_by_side(const SceneTiles& tiles, std::size_t index);

/// Tiles lie side by side: each is written as it comes.
class SideBySide final : public TileSink {
 public:
  SideBySide(const SceneTiles& tiles, const Postprocess& postprocess, raster::Writer& writer)
      : tiles_(tiles), postprocess_(postprocess), writer_(writer) {}

  [[nodiscard]] OutputPart part_of(std::size_t index) const override;
  base::Result<void> add(std::size_t index, TileOutput* output) override;

 private:
  const SceneTiles& tiles_;
  const Postprocess& postprocess_;
  raster::Writer& writer_;
};

/// Tiles overlap: rows are written once no tile will reach them any more. Tiles wait for their
/// turn, so that the result does not depend on which thread was faster.
class Blended final : public TileSink {
 public:
  Blended(const SceneTiles& tiles, std::int64_t channels, const Postprocess& postprocess,
          raster::Writer& writer);

  [[nodiscard]] OutputPart part_of(std::size_t index) const override;
  base::Result<void> add(std::size_t index, TileOutput* output) override;

 private:
  struct TileScores {
    Scores scores;
    std::vector<std::uint8_t> valid;  // one byte a pixel of `scores`
  };

  base::Result<void> add_next(std::size_t index, const std::optional<TileScores>& scores);
  void add_valid(const AxisTile& x, const AxisTile& y, const TileScores& scores);
  base::Result<void> write_rows(std::int64_t end);

  const SceneTiles& tiles_;
  const Postprocess& postprocess_;
  raster::Writer& writer_;
  std::int64_t channels_;
  std::vector<float> row_weights_;
  std::vector<float> column_weights_;
  InTurn<std::optional<TileScores>> in_turn_;
  // Of the thread whose turn it is.
  BlendedRows rows_;
  std::vector<std::uint8_t> valid_;  // of the rows that are not written
  std::int64_t written_ = 0;
};

}  // namespace stacmlm::run
