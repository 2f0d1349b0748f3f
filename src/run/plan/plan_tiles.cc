// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <thread>

#include "diag/size_text.h"
#include "run/plan/plan_memory.h"
#include "run/plan/planning.h"
#include "run/plan/scene_tiles.h"
#include "run/preprocess/preprocess.h"
#include "run/preprocess/tensor_layout.h"

namespace stacmlm::run {
namespace {

/// Larger tiles are no faster, and take more memory.
constexpr std::int64_t kUsualTile = 512;
constexpr std::int64_t kLeastTile = 32;
/// Of a tile, where tiles are blended.
constexpr std::int64_t kOverlapParts = 2;

/// A size that is fixed by the model file, or stated in the metadata; -1: free.
struct Sizes {
  std::int64_t fixed = -1;
  std::int64_t stated = -1;
};

Sizes sizes_of(const Planning& planning, const TensorLayout& layout, Axis axis) {
  const auto found = std::ranges::find(layout.axes, axis);
  if (found == layout.axes.end()) return {};
  const auto at = static_cast<std::size_t>(found - layout.axes.begin());
  return {planning.plan.inputs.front().shape[at], layout.shape[at]};
}

/// What an axis of a tile may be.
struct Sides {
  std::int64_t least = 0;
  std::int64_t most = 0;
};

base::Result<Sides> sides_of(const Planning& planning, const Sizes& sizes,
                             const NetworkField& field, const AxisField& axis, std::int64_t image) {
  const PlanOptions& options = planning.options;
  if (sizes.fixed > 0) {
    if (options.tile > 0 && options.tile != sizes.fixed) {
      return base::fail(
          base::ErrorKind::kInvalidArgument,
          fmt::format("--tile {}: the model takes {} alone", options.tile, sizes.fixed));
    }
    return Sides{sizes.fixed, sizes.fixed};
  }
  const std::int64_t whole = fitting_size_from(axis, image + axis.lost);
  if (planning.plan.tiles.tiling == Tiling::kNone) return Sides{whole, whole};
  if (options.tile > 0) {
    const std::int64_t side = fitting_size(axis, options.tile);
    return Sides{side, side};
  }
  if (!field.is_exact && sizes.stated > 0) return Sides{sizes.stated, sizes.stated};
  const std::int64_t least =
      std::min(whole, std::max(fitting_size(axis, kLeastTile), smallest_tile(axis)));
  return Sides{least, std::min(whole, std::max(least, fitting_size(axis, kUsualTile)))};
}

/// The largest tile that so many workers have room for; the smallest one where there is none.
struct TileSize {
  std::int64_t width = 0;
  std::int64_t height = 0;
  bool has_room = false;
};

TileSize largest_tile(const Planning& planning, const NetworkField& field, const MemoryNeed& need,
                      const Sides& x, const Sides& y, unsigned workers) {
  constexpr std::int64_t kTry = 16;
  for (std::int64_t side = std::max(x.most, y.most);; side -= kTry) {
    TileSize size;
    size.width = std::clamp(x.least < x.most ? fitting_size(field.x, side) : side, x.least, x.most);
    size.height =
        std::clamp(y.least < y.most ? fitting_size(field.y, side) : side, y.least, y.most);
    size.has_room = need.bytes(size.width, size.height, workers, planning.plan.tiles.tiling) <=
                    planning.options.memory;
    const bool is_least = size.width == x.least && size.height == y.least;
    if (size.has_room || is_least) return size;
  }
}

/// Pixels of the result for each pixel that is computed.
double share_of(const AxisField& axis, std::int64_t tile) {
  const auto lost = static_cast<double>(axis.left + axis.right + axis.stride);
  return std::max(0.01, 1 - lost / static_cast<double>(tile));
}

/// Fewer workers with larger tiles may get more done in the memory that there is.
base::Result<void> choose_size(Planning& planning, const NetworkField& field, const Sides& x,
                               const Sides& y) {
  Plan& plan = planning.plan;
  STACMLM_TRY(const MemoryNeed need, MemoryNeed::of(planning, field));
  const unsigned asked = plan.workers;
  double most = 0;
  for (unsigned workers = asked; workers > 0; --workers) {
    const TileSize size = largest_tile(planning, field, need, x, y, workers);
    if (!size.has_room) continue;
    const double gain = workers * share_of(field.x, size.width) * share_of(field.y, size.height);
    if (gain <= most) continue;
    most = gain;
    plan.workers = workers;
    plan.tiles.width = size.width;
    plan.tiles.height = size.height;
  }
  plan.read_cache = need.read_cache();
  if (most > 0) {
    if (plan.workers < asked)
      planning.note(fmt::format("{} workers instead of {}: --memory has no room for more",
                                plan.workers, asked));
    return {};
  }
  return base::fail(
      base::ErrorKind::kLimitExceeded,
      fmt::format(
          "--memory {}: at least {} are needed, for one tile of {} x {} pixels at a time",
          diag::size_text(static_cast<double>(planning.options.memory)),
          diag::size_text(static_cast<double>(need.bytes(x.least, y.least, 1, plan.tiles.tiling))),
          x.least, y.least));
}

base::Result<void> choose_tiling(Planning& planning, const NetworkField& field) {
  TilePlan& tiles = planning.plan.tiles;
  const Tiling asked = planning.options.tiling;
  tiles.reason = fmt::format("{}", fmt::join(field.reasons, "; "));
  tiles.is_exact = field.is_exact;
  tiles.tiling = asked;
  if (asked == Tiling::kAuto) tiles.tiling = field.is_exact ? Tiling::kExact : Tiling::kBlend;
  if (asked == Tiling::kExact && !field.is_exact) {
    return base::fail(base::ErrorKind::kUnsupported,
                      fmt::format("--tiling exact: no tiling is exact for this model: {}; --tiling "
                                  "blend averages tiles that overlap",
                                  tiles.reason));
  }
  if (tiles.tiling == Tiling::kBlend) {
    tiles.is_exact = false;
    if (field.is_exact) tiles.reason = "tiles are blended, as asked for";
    planning.note(fmt::format("tiles are blended, and differ from the whole scene at once: {}",
                              tiles.reason));
  }
  return {};
}

}  // namespace

base::Result<void> plan_tiles(Planning& planning) {
  Plan& plan = planning.plan;
  TilePlan& tiles = plan.tiles;
  plan.workers = planning.options.workers > 0 ? planning.options.workers
                                              : std::max(1U, std::thread::hardware_concurrency());
  if (!pad_mode_of(planning.options.pad)) {
    return base::fail(base::ErrorKind::kInvalidArgument,
                      fmt::format("--pad {}: reflect, edge or constant", planning.options.pad));
  }
  tiles.pad = planning.options.pad;
  STACMLM_TRY(const NetworkField field, network_field(*planning.source, plan));
  STACMLM_CHECK(choose_tiling(planning, field));
  if (plan.output.kind == OutputKind::kClassMap && tiles.tiling == Tiling::kBlend &&
      plan.output.channels == 1) {
    return base::fail(base::ErrorKind::kUnsupported,
                      "the model gives class numbers, which cannot be blended: " + tiles.reason);
  }
  STACMLM_TRY(const TensorLayout layout,
              tensor_layout(*planning.inputs.front().input, plan.inputs.front().field));
  const Sizes wide = sizes_of(planning, layout, Axis::kColumn);
  const Sizes high = sizes_of(planning, layout, Axis::kRow);
  const raster::Grid& grid = planning.scene.files[plan.grid].grid;
  tiles.is_fixed = wide.fixed > 0 || high.fixed > 0;
  STACMLM_TRY(const Sides x, sides_of(planning, wide, field, field.x, grid.width));
  STACMLM_TRY(const Sides y, sides_of(planning, high, field, field.y, grid.height));
  STACMLM_CHECK(choose_size(planning, field, x, y));
  if (tiles.tiling == Tiling::kBlend)
    tiles.overlap = std::min(tiles.width, tiles.height) / kOverlapParts;
  STACMLM_TRY(const SceneTiles cut, cut_scene(field, tiles, grid));
  tiles.width = cut.x.tile;
  tiles.height = cut.y.tile;
  tiles.halo_x = std::max(field.x.left, field.x.right);
  tiles.halo_y = std::max(field.y.left, field.y.right);
  tiles.stride_x = field.x.stride;
  tiles.stride_y = field.y.stride;
  tiles.step_x = cut.x.step;
  tiles.step_y = cut.y.step;
  tiles.across = static_cast<std::int64_t>(cut.x.tiles.size());
  tiles.down = static_cast<std::int64_t>(cut.y.tiles.size());
  tiles.output_width = cut.x.outputs;
  tiles.output_height = cut.y.outputs;
  STACMLM_TRY(const MemoryNeed need, MemoryNeed::of(planning, field));
  plan.memory = need.bytes(tiles.width, tiles.height, plan.workers, tiles.tiling);
  return {};
}

}  // namespace stacmlm::run
