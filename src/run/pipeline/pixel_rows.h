// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "stacmlm/base/result.h"
#include "stacmlm/run/runtime.h"

namespace stacmlm::run {

/// A tile whose pixels are samples of a batch.
struct PixelTile {
  std::int64_t batch = -1;  ///< that the model takes alone; -1: any
  std::int64_t height = 0;
  std::int64_t width = 0;
};

/// Runs a model of pixels. `inputs` hold a row for each pixel of the tile; those of `rows` are run.
/// The outputs of indices `kept` come with the height and the width of the tile in the place of
/// their first dimension; pixels that were not run are zeros. `kBackend`: an output has not as many
/// rows as the inputs.
base::Result<std::vector<Tensor>> run_rows(const Model& model, std::span<const TensorView> inputs,
                                           std::span<const std::size_t> kept,
                                           std::span<const std::int64_t> rows,
                                           const PixelTile& tile);

}  // namespace stacmlm::run
