// SPDX-License-Identifier: Apache-2.0
#include "run/pipeline/place_pixels.h"

#include <vector>

namespace stacmlm::run {

OutputPart PlacePixels::part_of(std::size_t index) const { return side_by_side(tiles_, index); }

base::Result<void> PlacePixels::add(std::size_t index, TileOutput* output) {
  if (output == nullptr) return {};  // what is never written is nodata
  std::vector<std::byte> pixel;
  STACMLM_CHECK(postprocess_.finish(output->tensors.front(), kOnePixel, {}, pixel));
  const auto column = static_cast<std::int64_t>(index % tiles_.across());
  const auto row = static_cast<std::int64_t>(index / tiles_.across());
  return writer_.write({column, row, 1, 1}, pixel);
}

}  // namespace stacmlm::run
