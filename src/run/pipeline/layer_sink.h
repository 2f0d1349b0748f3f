// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "run/pipeline/result_file.h"
#include "stacmlm/raster/layer.h"

namespace stacmlm::run {

/// Makes features of what tiles gave.
class LayerSink : public TileSink {
 public:
  /// Once, after all tiles: writes what has waited for others.
  virtual base::Result<void> finish() = 0;
};

/// The grid whose pixels the rings of a layer's features count in.
raster::Grid grid_of_layer(const ResultParts& parts);

}  // namespace stacmlm::run
