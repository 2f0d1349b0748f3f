// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "run/pipeline/result_file.h"
#include "stacmlm/raster/layer.h"

namespace stacmlm::run {

/// Makes features of what tiles gave.
class LayerSink : public TileSink {
 public:
  /// What was left out, and what is worth a look. After all tiles.
  [[nodiscard]] virtual std::vector<std::string> notes() const { return {}; }
};

/// The grid whose pixels the rings of a layer's features count in.
raster::Grid grid_of_layer(const ResultParts& parts);

}  // namespace stacmlm::run
