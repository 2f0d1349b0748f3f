// SPDX-License-Identifier: Apache-2.0
#pragma once

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
};

/// The file tells what the network does to each pixel.
bool is_followed(const Plan& plan);

/// What the network does to an image, by the file of the model; if that does not tell, by
/// `told_x` and `told_y` of the tiles, and not exact.
base::Result<NetworkField> network_field(const artifact::Source& source, const Plan& plan);

/// The operator that gives the output of a plan: `Softmax`; empty: none that is known.
base::Result<std::string> last_operator(const artifact::Source& source, const Plan& plan);

/// The tiles that a plan means. @pre width, height and tiling of `plan.tiles` are known
base::Result<SceneTiles> cut_scene(const NetworkField& field, const TilePlan& tiles,
                                   const raster::Grid& grid);

}  // namespace stacmlm::run
