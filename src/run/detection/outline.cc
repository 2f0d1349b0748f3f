// SPDX-License-Identifier: Apache-2.0
#include "run/detection/outline.h"

#include <algorithm>
#include <array>
#include <utility>

namespace stacmlm::run {
namespace {

/// East, south, west, north: each is a right turn from the one before.
struct Direction {
  int column = 0;  ///< one step
  int row = 0;
  std::array<int, 2> inside{};   ///< the pixel at the right hand, from where the step begins
  std::array<int, 2> outside{};  ///< ... at the left hand
};

constexpr int kDirections = 4;
constexpr std::array<Direction, kDirections> kSteps = {{
    {1, 0, {0, 0}, {0, -1}},
    {0, 1, {-1, 0}, {0, 0}},
    {-1, 0, {-1, -1}, {-1, 0}},
    {0, -1, {0, -1}, {-1, -1}},
}};
constexpr int kEast = 0;

/// A step along an edge of a pixel.
struct Edge {
  std::int64_t column = 0;  ///< of the corner that it begins at
  std::int64_t row = 0;
  int direction = kEast;

  bool operator==(const Edge&) const = default;
};

bool is_border(const Mask& mask, const Edge& edge) {
  const Direction& step = kSteps[static_cast<std::size_t>(edge.direction)];
  return mask.at(edge.column + step.inside[0], edge.row + step.inside[1]) &&
         !mask.at(edge.column + step.outside[0], edge.row + step.outside[1]);
}

/// Where two pixels touch by a corner, the line stays with what is outside: so none touches itself,
/// because one of the two pixels outside is then a hole.
Edge next_of(const Mask& mask, const Edge& edge) {
  const Direction& step = kSteps[static_cast<std::size_t>(edge.direction)];
  Edge next{edge.column + step.column, edge.row + step.row, 0};
  for (const int turn : {3, 0, 1}) {
    next.direction = (edge.direction + turn) % kDirections;
    if (is_border(mask, next)) break;
  }
  return next;
}

double area_of(const raster::Ring& ring) {
  double twice = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const raster::Point& a = ring[i];
    const raster::Point& b = ring[(i + 1) % ring.size()];
    twice += a[0] * b[1] - b[0] * a[1];
  }
  return twice / 2;
}

raster::Ring trace(const Mask& mask, const Edge& start, std::vector<std::uint8_t>& is_traced) {
  raster::Ring ring;
  Edge edge = start;
  do {
    if (edge.direction == kEast)
      is_traced[static_cast<std::size_t>(edge.row * mask.width + edge.column)] = 1;
    const Edge next = next_of(mask, edge);
    if (next.direction != edge.direction)
      ring.push_back({static_cast<double>(next.column), static_cast<double>(next.row)});
    edge = next;
  } while (edge != start);
  return ring;
}

/// Gives the piece that holds a pixel the number, and says how many pixels it has.
std::int64_t number_piece(const Mask& mask, std::int64_t first, std::uint32_t number,
                          std::vector<std::uint32_t>& numbers, std::vector<std::int64_t>& reached) {
  reached.assign(1, first);
  numbers[static_cast<std::size_t>(first)] = number;
  std::int64_t size = 0;
  while (!reached.empty()) {
    const std::int64_t pixel = reached.back();
    reached.pop_back();
    ++size;
    const std::int64_t column = pixel % mask.width;
    const std::int64_t row = pixel / mask.width;
    for (const Direction& step : kSteps) {
      if (!mask.at(column + step.column, row + step.row)) continue;
      const auto next = (row + step.row) * mask.width + column + step.column;
      if (std::exchange(numbers[static_cast<std::size_t>(next)], number) != number)
        reached.push_back(next);
    }
  }
  return size;
}

}  // namespace

std::size_t keep_largest_piece(Mask& mask) {
  std::vector<std::uint32_t> numbers(mask.pixels.size(), 0);
  std::vector<std::int64_t> reached;
  std::uint32_t pieces = 0;
  std::uint32_t largest = 0;
  std::int64_t size = 0;
  for (std::size_t i = 0; i < mask.pixels.size(); ++i) {
    if (mask.pixels[i] == 0 || numbers[i] != 0) continue;
    const std::int64_t found =
        number_piece(mask, static_cast<std::int64_t>(i), ++pieces, numbers, reached);
    if (found > size) largest = pieces;
    size = std::max(size, found);
  }
  for (std::size_t i = 0; i < mask.pixels.size() && pieces > 1; ++i)
    mask.pixels[i] = numbers[i] == largest ? 1 : 0;
  return pieces;
}

std::vector<raster::Ring> outline_of(const Mask& mask) {
  std::vector<raster::Ring> rings;
  std::vector<std::uint8_t> is_traced(mask.pixels.size(), 0);
  for (std::int64_t row = 0; row < mask.height; ++row) {
    for (std::int64_t column = 0; column < mask.width; ++column) {
      const Edge start{column, row, kEast};
      if (is_traced[static_cast<std::size_t>(row * mask.width + column)] != 0) continue;
      if (is_border(mask, start)) rings.push_back(trace(mask, start, is_traced));
    }
  }
  const auto outer =
      std::ranges::find_if(rings, [](const auto& ring) { return area_of(ring) > 0; });
  if (outer != rings.end()) std::iter_swap(rings.begin(), outer);
  return rings;
}

}  // namespace stacmlm::run
