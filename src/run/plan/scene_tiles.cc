// SPDX-License-Identifier: Apache-2.0
#include "run/plan/scene_tiles.h"

namespace stacmlm::run {

base::Result<NetworkField> network_field(const artifact::Source& source, const Plan& plan) {
  static_cast<void>(source);
  static_cast<void>(plan);
  NetworkField field;
  field.reasons = {"the network is not looked into yet"};
  return field;
}

base::Result<SceneTiles> cut_scene(const NetworkField& field, const TilePlan& tiles,
                                   const raster::Grid& grid) {
  SceneTiles cut;
  if (tiles.tiling == Tiling::kBlend) {
    STACMLM_TRY(cut.x,
                cut_overlapping(field.x, grid.width, tiles.width, tiles.overlap, tiles.is_fixed));
    STACMLM_TRY(cut.y,
                cut_overlapping(field.y, grid.height, tiles.height, tiles.overlap, tiles.is_fixed));
    return cut;
  }
  STACMLM_TRY(cut.x, cut_exactly(field.x, grid.width, tiles.width, tiles.is_fixed));
  STACMLM_TRY(cut.y, cut_exactly(field.y, grid.height, tiles.height, tiles.is_fixed));
  return cut;
}

}  // namespace stacmlm::run
