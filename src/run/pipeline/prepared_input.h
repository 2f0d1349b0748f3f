// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "run/pipeline/scene_reader.h"
#include "run/pipeline/tile_batch.h"
#include "run/pipeline/valid_layers.h"
#include "run/preprocess/preprocess.h"
#include "stacmlm/base/result.h"
#include "stacmlm/run/plan.h"
#include "stacmlm/run/run.h"

namespace stacmlm::run {

/// One input of a plan, ready to be filled from pixels.
class PreparedInput {
 public:
  static base::Result<PreparedInput> compile(const Plan& plan, std::size_t index,
                                             const mlm::ModelInput& stated);

  [[nodiscard]] bool needs_norms() const { return times_.front().needs_norms(); }
  /// Looks at the whole scene for the numbers that scaling needs of it, until RunOptions::stop.
  /// @pre needs_norms()
  base::Result<void> measure(const Plan& plan, const RunOptions& options, const InputBands& bands,
                             const SceneReader& reader, const raster::Grid& grid);

  /// Channels of all times, each of which may be valid at a pixel.
  [[nodiscard]] std::size_t layers() const { return times_.size() * times_.front().channels(); }
  [[nodiscard]] const TensorLayout& layout() const { return times_.front().layout(); }

  /// Fills a sample of `tensor`, which is made to fit, from a tile of `width` x `height` pixels of
  /// the tensor. Adds to `valid` how many layers are valid where.
  base::Result<void> apply(const TilePixels& pixels, const InputBands& bands, std::int64_t width,
                           std::int64_t height, const SamplePlace& place, Tensor& tensor,
                           PreprocessSpace& space, ValidLayers& valid) const;

 private:
  std::vector<Preprocess> times_;
};

/// The inputs that the plan is about, as its asset has them. `item` is the one of the plan.
base::Result<std::vector<PreparedInput>> prepare_inputs(json::Value item, const Plan& plan);

}  // namespace stacmlm::run
