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

/// What is known of an axis without the network.
SizePair told_sizes(const Planning& planning, const Sizes& sizes, OutputAxis axis) {
  const OutputPlan& output = planning.plan.output;
  const int found = find_axis(output.dimensions, axis);
  if (found < 0) return {};
  const auto at = static_cast<std::size_t>(found);
  const auto stated = planning.output.result.value_or({}).shape.value_or({});
  const std::int64_t in_metadata = stated[at].value_or(-1);
  SizePair told{sizes.fixed > 0 ? sizes.fixed : sizes.stated,
                output.shape[at] > 0 ? output.shape[at] : in_metadata};
  // One of them alone tells nothing.
  return told.image > 0 && told.output > 0 ? told : SizePair();
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

bool tiles_overlap(const TilePlan& tiles) {
  return tiles.tiling == Tiling::kBlend || tiles.tiling == Tiling::kCrop;
}

base::Result<void> choose_overlap(Planning& planning) {
  TilePlan& tiles = planning.plan.tiles;
  const std::int64_t asked = planning.options.overlap;
  if (asked >= 0 && !tiles_overlap(tiles)) {
    return base::fail(base::ErrorKind::kInvalidArgument,
                      fmt::format("--overlap {}: the tiles of this plan do not overlap", asked));
  }
  if (!tiles_overlap(tiles)) return {};
  const std::int64_t parts = planning.plan.output.is_of_objects() ? kObjectParts : kBlendParts;
  tiles.overlap = asked >= 0 ? asked : std::min(tiles.width, tiles.height) / parts;
  return {};
}

/// Why tiles that are cut where they must be may still differ by rounding; empty: they do not.
std::string rounding_reason(const Plan& plan) {
  if (plan.device != "cpu")
    return "on cuda sums depend on the size of a tile: by about 1e-3 of the largest value";
  if (plan.tiles.is_fixed)
    return "the model takes one size alone, so that no whole scene at once is there to compare "
           "with: tiles differ by rounding, about 1e-5 of the largest value";
  return {};
}

base::Result<void> choose_tiling(Planning& planning, const NetworkField& field) {
  TilePlan& tiles = planning.plan.tiles;
  const Tiling asked = planning.options.tiling;
  tiles.reason = field.is_exact ? rounding_reason(planning.plan)
                                : fmt::format("{}", fmt::join(field.reasons, "; "));
  tiles.is_exact = tiles.reason.empty();
  tiles.tiling = asked;
  if (asked == Tiling::kAuto) tiles.tiling = field.is_exact ? Tiling::kExact : Tiling::kBlend;
  if (asked == Tiling::kExact && !tiles.is_exact) {
    return base::fail(
        base::ErrorKind::kUnsupported,
        fmt::format(
            "--tiling exact: no tiling is exact for this model: {}; --tiling {}", tiles.reason,
            field.is_exact ? "auto takes the best there is" : "blend averages tiles that overlap"));
  }
  if (planning.plan.output.is_of_objects()) return {};
  if (tiles_overlap(tiles)) {
    const std::string_view what = tiles.tiling == Tiling::kBlend ? "blended" : "cropped";
    tiles.is_exact = false;
    if (field.is_exact) tiles.reason = fmt::format("tiles are {}, as asked for", what);
    planning.note(fmt::format("tiles are {}, and differ from the whole scene at once: {}", what,
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
  STACMLM_CHECK(check_batch(plan));
  if (plan.output.kind == OutputKind::kTable) return plan_places(planning);
  STACMLM_TRY(const Sizes wide, sizes_of(planning, Axis::kColumn));
  STACMLM_TRY(const Sizes high, sizes_of(planning, Axis::kRow));
  tiles.told_x = told_sizes(planning, wide, OutputAxis::kColumn);
  tiles.told_y = told_sizes(planning, high, OutputAxis::kRow);
  // What no file tells of, may fail at a size that nobody named.
  tiles.is_fixed = wide.fixed > 0 || high.fixed > 0 ||
                   (!is_followed(plan) && planning.options.tiling != Tiling::kNone);
  STACMLM_TRY(const NetworkField field, network_field(*planning.source, plan));
  STACMLM_CHECK(choose_tiling(planning, field));
  if (plan.output.kind == OutputKind::kClassMap && tiles.tiling == Tiling::kBlend &&
      plan.output.channels == 1) {
    return base::fail(base::ErrorKind::kUnsupported,
                      fmt::format("the model gives class numbers, which cannot be blended: {}; "
                                  "--tiling crop keeps the middle of tiles that overlap",
                                  tiles.reason));
  }
  const raster::Grid& grid = planning.scene.files[plan.grid].grid;
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
