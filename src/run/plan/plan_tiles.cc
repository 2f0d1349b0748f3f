// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <thread>

#include "run/plan/check_word.h"
#include "run/plan/plan_memory.h"
#include "run/plan/planning.h"
#include "run/plan/scene_tiles.h"
#include "run/postprocess/output_axes.h"
#include "run/preprocess/preprocess.h"
#include "run/preprocess/tensor_layout.h"

namespace stacmlm::run {
namespace {

/// Larger tiles are no faster, and take more memory.
constexpr std::int64_t kUsualTile = 512;
constexpr std::int64_t kLeastTile = 32;
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

/// Detectors find other objects in images of other sizes.
void ask_size(Planning& planning) {
  const auto& questions = planning.plan.questions;
  if (std::ranges::find(questions, "--tile", &Question::option) != questions.end()) return;
  planning.ask(planning.plan.inputs.front().field + ".input.shape",
               "nothing tells how large the images are that objects are looked for in", "--tile",
               {"512", "640", "1024"});
}

/// What an axis of a tile may be.
struct Sides {
  std::int64_t least = 0;
  std::int64_t most = 0;
};

base::Result<Sides> sides_of(Planning& planning, const Sizes& sizes, const NetworkField& field,
                             const AxisField& axis, std::int64_t image) {
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
    return Sides{sizes.fixed, sizes.fixed};
  }
  const std::int64_t whole = fitting_size_from(axis, image + axis.lost);
  if (planning.plan.tiles.tiling == Tiling::kNone) return Sides{whole, whole};
  if (options.tile > 0) {
    const std::int64_t side = fitting_size(axis, options.tile);
    return Sides{side, side};
  }
  if (!field.is_exact && sizes.stated > 0) return Sides{sizes.stated, sizes.stated};
  if (planning.plan.output.is_of_objects()) ask_size(planning);
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
    size.has_room = need.bytes({size.width, size.height}, workers, planning.plan.tiles.tiling) <=
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
    note_fewer_workers(planning, asked);
    return {};
  }
  const ImageSize least{x.least, y.least};
  return too_little_memory(planning, need.bytes(least, 1, plan.tiles.tiling), "tile", least);
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
  STACMLM_CHECK(check_word("--pad", planning.options.pad, words_in(kPadModes)));
  tiles.pad = planning.options.pad;
  STACMLM_CHECK(check_batch(plan));
  if (plan.output.is_of_places) return plan_places(planning);
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
  STACMLM_TRY(const Sides x, sides_of(planning, wide, field, field.x, grid.width));
  STACMLM_TRY(const Sides y, sides_of(planning, high, field, field.y, grid.height));
  STACMLM_CHECK(choose_size(planning, field, x, y));
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
  tiles.across = static_cast<std::int64_t>(cut.across());
  tiles.down = static_cast<std::int64_t>(cut.down());
  tiles.output_width = cut.x.outputs;
  tiles.output_height = cut.y.outputs;
  STACMLM_TRY(const MemoryNeed need, MemoryNeed::of(planning, field));
  plan.memory = need.bytes({tiles.width, tiles.height}, plan.workers, tiles.tiling);
  return {};
}

}  // namespace stacmlm::run
