// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "run/output/result_item.h"
#include "run/output/result_places.h"
#include "run/pipeline/tile_sink.h"
#include "run/plan/scene_tiles.h"
#include "stacmlm/base/result.h"
#include "stacmlm/run/run.h"

namespace stacmlm::run {

/// What a result is made from; all of it outlives the result.
struct ResultParts {
  const Plan& plan;
  const RunOptions& options;
  const raster::Grid& scene;  ///< the grid that tiles are cut from
  const NetworkField& field;
  const SceneTiles& tiles;
};

/// A result in the making. The file takes its name in finish().
class ResultFile {
 public:
  ResultFile() = default;
  ResultFile(const ResultFile&) = delete;
  ResultFile& operator=(const ResultFile&) = delete;
  virtual ~ResultFile() = default;

  /// Takes what tiles gave.
  [[nodiscard]] virtual TileSink& sink() = 0;
  /// Once, after all tiles. Tells the Item grid, path, bytes, and what the result consists of.
  virtual base::Result<void> finish(ResultFacts& facts) = 0;
  /// What the user should know of the result. After finish().
  [[nodiscard]] virtual std::vector<std::string> notes() const { return {}; }
};

/// A Cloud Optimized GeoTIFF.
base::Result<std::unique_ptr<ResultFile>> begin_raster(const ResultParts& parts,
                                                       const ResultPlaces& places);

/// A layer of features. @pre is_layer(plan.output.kind)
base::Result<std::unique_ptr<ResultFile>> begin_layer(const ResultParts& parts,
                                                      const ResultPlaces& places);

}  // namespace stacmlm::run
