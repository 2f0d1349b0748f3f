// SPDX-License-Identifier: Apache-2.0
#include "run/pipeline/edge.h"

#include <algorithm>

namespace stacmlm::run {
namespace {

/// The pixel of the image that stands for pixel `at`; -1: none.
std::int64_t source_of(std::int64_t at, std::int64_t image, PadMode pad) {
  if (at >= 0 && at < image) return at;
  if (pad == PadMode::kConstant) return -1;
  if (pad == PadMode::kEdge || image == 1) return std::clamp<std::int64_t>(at, 0, image - 1);
  const std::int64_t period = 2 * (image - 1);
  const std::int64_t inside = ((at % period) + period) % period;
  return inside < image ? inside : period - inside;
}

}  // namespace

EdgeMap map_edge(std::int64_t begin, std::int64_t size, std::int64_t image, PadMode pad) {
  EdgeMap map;
  if (begin >= 0 && begin + size <= image) {
    map.begin = begin;
    map.size = size;
    return map;
  }
  std::int64_t first = image;
  std::int64_t last = -1;
  for (std::int64_t i = 0; i < size; ++i) {
    const std::int64_t source = source_of(begin + i, image, pad);
    map.places.push_back(source);
    if (source < 0) continue;
    first = std::min(first, source);
    last = std::max(last, source);
  }
  if (last < 0) first = last = 0;  // all of it lies beyond the edge
  for (std::int64_t& place : map.places) {
    if (place >= 0) place -= first;
  }
  map.begin = first;
  map.size = last - first + 1;
  return map;
}

}  // namespace stacmlm::run
