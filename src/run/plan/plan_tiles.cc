// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <thread>

#include "run/plan/planning.h"
#include "run/plan/scene_tiles.h"
#include "run/preprocess/preprocess.h"
#include "run/preprocess/tensor_layout.h"

namespace stacmlm::run {
namespace {

/// Larger tiles are no faster, and take more memory.
constexpr std::int64_t kUsualTile = 512;
/// Of the program, GDAL and a runtime before the first tile.
constexpr std::uint64_t kStartBytes = std::uint64_t{160} << 20U;
/// That a network of some ten channels keeps of each pixel while it runs.
constexpr std::uint64_t kBytesPerPixel = 1024;
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

std::int64_t side_in(std::uint64_t bytes, unsigned workers) {
  const std::uint64_t room = bytes > kStartBytes ? bytes - kStartBytes : 0;
  const auto pixels = static_cast<double>(room / workers / kBytesPerPixel);
  return static_cast<std::int64_t>(std::sqrt(pixels));
}

/// The tile of one axis, before it is made to fit.
base::Result<std::int64_t> side_of(const Planning& planning, const Sizes& sizes,
                                   const NetworkField& field, const AxisField& axis,
                                   std::int64_t image) {
  const PlanOptions& options = planning.options;
  if (sizes.fixed > 0) {
    if (options.tile > 0 && options.tile != sizes.fixed) {
      return base::fail(
          base::ErrorKind::kInvalidArgument,
          fmt::format("--tile {}: the model takes {} alone", options.tile, sizes.fixed));
    }
    return sizes.fixed;
  }
  if (planning.plan.tiles.tiling == Tiling::kNone) {
    return fitting_size_from(axis, image + axis.lost);
  }
  if (options.tile > 0) return fitting_size(axis, options.tile);
  if (!field.is_exact && sizes.stated > 0) return sizes.stated;
  const std::int64_t most = std::max<std::int64_t>(
      32, std::min(kUsualTile, side_in(options.memory, planning.plan.workers)));
  return std::max(fitting_size(axis, most), smallest_tile(axis));
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

void tell_memory(Plan& plan) {
  const auto pixels = static_cast<std::uint64_t>(plan.tiles.width * plan.tiles.height);
  const auto row = static_cast<std::uint64_t>(plan.tiles.output_width * plan.tiles.height);
  const std::uint64_t scores = plan.tiles.tiling == Tiling::kBlend
                                   ? 4 * (static_cast<std::uint64_t>(plan.output.channels) + 1)
                                   : 0;
  plan.memory = kStartBytes + plan.workers * pixels * kBytesPerPixel + row * (scores + 8);
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
  STACMLM_TRY(tiles.width, side_of(planning, wide, field, field.x, grid.width));
  STACMLM_TRY(tiles.height, side_of(planning, high, field, field.y, grid.height));
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
  tell_memory(plan);
  return {};
}

}  // namespace stacmlm::run
