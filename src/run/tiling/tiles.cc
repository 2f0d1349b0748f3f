// SPDX-License-Identifier: Apache-2.0
#include "run/tiling/tiles.h"

#include <fmt/format.h>

#include <algorithm>

namespace stacmlm::run {
namespace {

constexpr std::int64_t kLargestImage = std::int64_t{1} << 40U;

std::int64_t floor_divide(std::int64_t a, std::int64_t b) {
  return a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);
}
std::int64_t ceil_divide(std::int64_t a, std::int64_t b) { return -floor_divide(-a, b); }

/// Outputs of a tile, from the first to behind the last, that do not see its ends.
struct Inner {
  std::int64_t begin = 0;
  std::int64_t end = 0;
};

Inner inner_outputs(const AxisField& field, std::int64_t tile) {
  const Ratio step = field.step;
  const std::int64_t begin =
      std::max<std::int64_t>(0, ceil_divide(field.left * step.under, step.over));
  const std::int64_t end = floor_divide((tile - 1 - field.right) * step.under, step.over) + 1;
  return {begin, std::min(end, field.output_of(tile))};
}

/// Whole steps of the stride from one tile to the next, in pixels of the input.
std::int64_t step_of(const AxisField& field, const Inner& inner) {
  const std::int64_t inputs = (inner.end - inner.begin) * field.step.over / field.step.under;
  return floor_divide(inputs, field.stride) * field.stride;
}

base::Result<AxisTiles> lay_out(const AxisField& field, std::int64_t image, std::int64_t tile,
                                bool fixed) {
  if (image < 1 || image > kLargestImage)
    return base::fail(base::ErrorKind::kInvalidArgument,
                      fmt::format("an image of {} pixels", image));
  if (tile < 1 || tile != fitting_size(field, tile) || field.output_of(tile) < 1) {
    return base::fail(
        base::ErrorKind::kInvalidArgument,
        fmt::format("a tile of {} pixels does not fit the model: the next that do are {} and {}",
                    tile, fitting_size(field, tile), fitting_size_from(field, tile + 1)));
  }
  AxisTiles cut;
  cut.image = image;
  cut.whole = fitting_size_from(field, image + std::max<std::int64_t>(field.lost, 0));
  if (fixed) cut.whole = std::max(cut.whole, tile);
  cut.before = field.before;
  cut.pixels = field.step;
  cut.tile = std::min(tile, cut.whole);
  cut.tile_outputs = field.output_of(cut.tile);
  cut.outputs =
      std::min(ceil_divide(image * field.step.under, field.step.over), field.output_of(cut.whole));
  return cut;
}

/// Where a tile that begins at that pixel of the whole image begins in the whole output.
std::int64_t output_at(const AxisField& field, std::int64_t begin) {
  return begin * field.step.under / field.step.over;
}

}  // namespace

std::int64_t fitting_size_from(const AxisField& field, std::int64_t least) {
  const std::int64_t steps = ceil_divide(least - field.remainder, field.stride);
  std::int64_t size = steps * field.stride + field.remainder;
  if (size < 1) size += ceil_divide(1 - size, field.stride) * field.stride;
  // One stride is so many pixels of the output: what is lost may be as large as a file says.
  const std::int64_t more = field.stride / field.step.over * field.step.under;
  const std::int64_t missing = 1 - field.output_of(size);
  if (missing > 0) size += ceil_divide(missing, std::max<std::int64_t>(more, 1)) * field.stride;
  return size;
}

std::int64_t fitting_size(const AxisField& field, std::int64_t most) {
  const std::int64_t steps = floor_divide(most - field.remainder, field.stride);
  return fitting_size_from(field, steps * field.stride + field.remainder);
}

std::vector<PixelRange> covered(const AxisTile& tile, const AxisTiles& axis, std::int64_t first,
                                std::int64_t count) {
  std::vector<PixelRange> all;
  all.reserve(static_cast<std::size_t>(count));
  const auto [over, under] = axis.pixels;
  const std::int64_t last = std::min(axis.tile, axis.image - tile.begin);
  for (std::int64_t i = first; i < first + count; ++i) {
    const std::int64_t output = tile.output_begin - tile.crop + i;
    const std::int64_t begin = floor_divide(output * over, under) - tile.begin;
    const std::int64_t end = ceil_divide((output + 1) * over, under) - tile.begin;
    const std::int64_t from = std::clamp<std::int64_t>(begin, 0, axis.tile - 1);
    all.push_back({from, std::max(from + 1, std::min(end, last))});
  }
  return all;
}

std::int64_t smallest_tile(const AxisField& field) {
  std::int64_t size = fitting_size_from(field, field.left + field.right + 1);
  while (step_of(field, inner_outputs(field, size)) < field.stride) size += field.stride;
  return size;
}

base::Result<AxisTiles> cut_exactly(const AxisField& field, std::int64_t image, std::int64_t tile,
                                    bool fixed) {
  STACMLM_TRY(AxisTiles cut, lay_out(field, image, tile, fixed));
  if (cut.tile == cut.whole) {
    cut.step = cut.tile;
    cut.tiles.push_back({-cut.before, 0, cut.outputs, 0});
    return cut;
  }
  const Inner inner = inner_outputs(field, cut.tile);
  cut.step = step_of(field, inner);
  if (cut.step < field.stride) {
    return base::fail(
        base::ErrorKind::kInvalidArgument,
        fmt::format("a tile of {} pixels is too small for the model, which looks at {} "
                    "pixels around each: {} are the least",
                    tile, field.left + field.right + 1, smallest_tile(field)));
  }
  std::int64_t done = 0;
  for (std::int64_t begin = 0; done < cut.outputs; begin += cut.step) {
    begin = std::min(begin, cut.whole - cut.tile);
    const std::int64_t first = output_at(field, begin);
    const bool is_last = begin == cut.whole - cut.tile;
    const std::int64_t end = is_last ? cut.outputs : std::min(cut.outputs, first + inner.end);
    cut.tiles.push_back({begin - cut.before, done, end, done - first});
    done = end;
  }
  return cut;
}

base::Result<AxisTiles> cut_overlapping(const AxisField& field, std::int64_t image,
                                        std::int64_t tile, std::int64_t overlap, bool fixed) {
  STACMLM_TRY(AxisTiles cut, lay_out(field, image, tile, fixed));
  cut.step = floor_divide(cut.tile - overlap, field.stride) * field.stride;
  if (cut.tile < cut.whole && (overlap < 0 || cut.step < field.stride)) {
    return base::fail(base::ErrorKind::kInvalidArgument,
                      fmt::format("tiles of {} pixels cannot overlap by {}: at most by {}", tile,
                                  overlap, cut.tile - field.stride));
  }
  for (std::int64_t begin = 0;; begin += cut.step) {
    begin = std::min(begin, cut.whole - cut.tile);
    const std::int64_t first = output_at(field, begin);
    cut.tiles.push_back(
        {begin - cut.before, first, std::min(cut.outputs, first + cut.tile_outputs), 0});
    if (cut.tiles.back().output_end >= cut.outputs) return cut;
  }
}

AxisTiles cut_apart(std::int64_t image, std::int64_t tile) {
  AxisTiles cut;
  cut.image = image;
  cut.tile = tile;
  cut.tile_outputs = tile;
  cut.outputs = image;
  cut.step = tile;
  for (std::int64_t begin = 0; begin < image; begin += tile)
    cut.tiles.push_back({begin, begin, std::min(begin + tile, image), 0});
  cut.whole = static_cast<std::int64_t>(cut.tiles.size()) * tile;
  return cut;
}

}  // namespace stacmlm::run
