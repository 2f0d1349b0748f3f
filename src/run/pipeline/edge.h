// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "run/preprocess/preprocess.h"

namespace stacmlm::run {

/// Where the pixels of a tile come from along one axis of an image: those beyond its edges are
/// mirrored, repeated, or nowhere (-1).
struct EdgeMap {
  std::int64_t begin = 0;  ///< first pixel of the image that is read
  std::int64_t size = 0;   ///< pixels of the image that are read; at least 1
  /// For each pixel of the tile its place among those; empty: one after the other.
  std::vector<std::int64_t> places;
};

/// @pre image > 0 and size > 0
EdgeMap map_edge(std::int64_t begin, std::int64_t size, std::int64_t image, PadMode pad);

}  // namespace stacmlm::run
