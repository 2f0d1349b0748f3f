// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "run/tiling/field.h"
#include "run/tiling/tiles.h"
#include "stacmlm/artifact/source.h"
#include "stacmlm/base/result.h"
#include "stacmlm/raster/grid.h"
#include "stacmlm/run/plan.h"

namespace stacmlm::run {

/// How both axes of a scene are cut.
struct SceneTiles {
  AxisTiles x;
  AxisTiles y;
  /// What the only tile is cropped or resized from; its pixels are then those of what became of it.
  std::optional<raster::Window> read{};

  // Tiles have indices, row by row.
  [[nodiscard]] std::size_t across() const { return x.tiles.size(); }
  [[nodiscard]] std::size_t down() const { return y.tiles.size(); }
  [[nodiscard]] std::size_t count() const { return across() * down(); }
  [[nodiscard]] const AxisTile& column(std::size_t index) const {
    return x.tiles[index % across()];
  }
  [[nodiscard]] const AxisTile& row(std::size_t index) const { return y.tiles[index / across()]; }
  [[nodiscard]] bool ends_row(std::size_t index) const { return (index + 1) % across() == 0; }
};

/// Where rows and columns are in each input.
std::vector<ImageAxes> image_inputs(const Plan& plan);

/// The file tells what the network does to each pixel.
bool is_followed(const Plan& plan);

/// What the network does to an image, by the file of the model; if that does not tell, by
/// `told_x` and `told_y` of the tiles, and not exact. Results without height and width have as many
/// outputs as the image has pixels.
base::Result<NetworkField> network_field(const artifact::Source& source, const Plan& plan);

/// The operator that gives the output of a plan: `Softmax`; empty: none that is known.
base::Result<std::string> last_operator(const artifact::Source& source, const Plan& plan);

/// The tiles that a plan means. @pre width, height and tiling of `plan.tiles` are known
base::Result<SceneTiles> cut_scene(const NetworkField& field, const TilePlan& tiles,
                                   const raster::Grid& grid);

/// The places that a table has a row for. @pre tiles.per, width, height and what is read are known
SceneTiles cut_places(const TilePlan& tiles, const raster::Grid& grid);

}  // namespace stacmlm::run
