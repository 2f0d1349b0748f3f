// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <thread>

#include "run/plan/output_axes.h"
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
/// Of a tile, where tiles are blended, and where objects are found in them.
constexpr std::int64_t kBlendParts = 2;
constexpr std::int64_t kObjectParts = 4;

/// A size that is fixed by the model file, or stated in the metadata; -1: free.
struct Sizes {
  std::int64_t fixed = -1;
  std::int64_t stated = -1;
};

/// Of the inputs that tell one: those are the same. @pre plan_inputs()
base::Result<Sizes> sizes_of(const Planning& planning, Axis axis) {
  Sizes sizes;
  for (std::size_t i = 0; i < planning.inputs.size(); ++i) {
    const InputPlan& input = planning.plan.inputs[i];
    STACMLM_TRY(const TensorLayout layout, tensor_layout(*planning.inputs[i].input, input.field));
    const auto found = std::ranges::find(layout.axes, axis);
    if (found == layout.axes.end()) continue;
    const auto at = static_cast<std::size_t>(found - layout.axes.begin());
    sizes.fixed = std::max(sizes.fixed, input.shape[at]);
    sizes.stated = std::max(sizes.stated, layout.shape[at]);
  }
  return sizes;
}

/// @param images that are in the model at a time
std::int64_t side_in(std::uint64_t bytes, std::uint64_t images) {
  const std::uint64_t room = bytes > kStartBytes ? bytes - kStartBytes : 0;
  const auto pixels = static_cast<double>(room / images / kBytesPerPixel);
  return static_cast<std::int64_t>(std::sqrt(pixels));
}

/// Detectors find other objects in images of other sizes.
void ask_size(Planning& planning) {
  const auto& questions = planning.plan.questions;
  if (std::ranges::find(questions, "--tile", &Question::option) != questions.end()) return;
  planning.ask(planning.plan.inputs.front().field + ".input.shape",
               "nothing tells how large the images are that objects are looked for in", "--tile",
               {"512", "640", "1024"});
}

std::uint64_t images_in(const Plan& plan) {
  return plan.workers * static_cast<std::uint64_t>(plan.tiles.batch);
}

/// The tile of one axis, before it is made to fit.
base::Result<std::int64_t> side_of(Planning& planning, const Sizes& sizes,
                                   const NetworkField& field, const AxisField& axis,
                                   std::int64_t image) {
  const PlanOptions& options = planning.options;
  if (sizes.fixed > 0) {
    if (options.tile > 0 && options.tile != sizes.fixed) {
      return base::fail(
          base::ErrorKind::kInvalidArgument,
          fmt::format("--tile {}: the model takes {} alone", options.tile, sizes.fixed));
    }
    if (planning.plan.tiles.tiling == Tiling::kNone && sizes.fixed < image) {
      return base::fail(
          base::ErrorKind::kInvalidArgument,
          fmt::format("--tiling none: the scene has {} pixels, and the model takes {} "
                      "alone",
                      image, sizes.fixed));
    }
    return sizes.fixed;
  }
  if (planning.plan.tiles.tiling == Tiling::kNone) {
    return fitting_size_from(axis, image + axis.lost);
  }
  if (options.tile > 0) return fitting_size(axis, options.tile);
  if (!field.is_exact && sizes.stated > 0) return sizes.stated;
  if (planning.plan.output.is_of_objects()) ask_size(planning);
  const std::int64_t most = std::max<std::int64_t>(
      32, std::min(kUsualTile, side_in(options.memory, images_in(planning.plan))));
  return std::max(fitting_size(axis, most), smallest_tile(axis));
}

base::Result<void> choose_overlap(Planning& planning) {
  TilePlan& tiles = planning.plan.tiles;
  const std::int64_t asked = planning.options.overlap;
  if (asked >= 0 && tiles.tiling != Tiling::kBlend) {
    return base::fail(base::ErrorKind::kInvalidArgument,
                      fmt::format("--overlap {}: the tiles of this plan do not overlap", asked));
  }
  if (tiles.tiling != Tiling::kBlend) return {};
  const std::int64_t parts = planning.plan.output.is_of_objects() ? kObjectParts : kBlendParts;
  tiles.overlap = asked >= 0 ? asked : std::min(tiles.width, tiles.height) / parts;
  return {};
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
  if (planning.plan.output.is_of_objects()) return {};
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
  plan.memory = kStartBytes + images_in(plan) * pixels * kBytesPerPixel + row * (scores + 8);
}

/// Results of several images at once are told apart by their first dimension.
base::Result<void> check_batch(const Plan& plan) {
  const std::int64_t batch = plan.tiles.batch;
  if (batch == 1 || find_axis(plan.output.dimensions, OutputAxis::kBatch) == 0) return {};
  return refuse(plan.output.field + ".result.dim_order",
                fmt::format("the model takes {} images at a time, and `batch` does not come first "
                            "in its result",
                            batch));
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
  if (plan.output.kind == OutputKind::kTable) return plan_places(planning);
  STACMLM_CHECK(check_batch(plan));
  STACMLM_TRY(const NetworkField field, network_field(*planning.source, plan));
  STACMLM_CHECK(choose_tiling(planning, field));
  if (plan.output.kind == OutputKind::kClassMap && tiles.tiling == Tiling::kBlend &&
      plan.output.channels == 1) {
    return base::fail(base::ErrorKind::kUnsupported,
                      "the model gives class numbers, which cannot be blended: " + tiles.reason);
  }
  STACMLM_TRY(const Sizes wide, sizes_of(planning, Axis::kColumn));
  STACMLM_TRY(const Sizes high, sizes_of(planning, Axis::kRow));
  const raster::Grid& grid = planning.scene.files[plan.grid].grid;
  tiles.is_fixed = wide.fixed > 0 || high.fixed > 0;
  STACMLM_TRY(tiles.width, side_of(planning, wide, field, field.x, grid.width));
  STACMLM_TRY(tiles.height, side_of(planning, high, field, field.y, grid.height));
  STACMLM_CHECK(choose_overlap(planning));
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
