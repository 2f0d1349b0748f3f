// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "run/plan/plan_memory.h"
#include "run/plan/planning.h"
#include "run/plan/scene_tiles.h"
#include "run/preprocess/resize.h"
#include "run/preprocess/tensor_layout.h"

namespace stacmlm::run {
namespace {

/// Of a tile whose size is asked for.
constexpr std::int64_t kUsualTile = 224;

/// An image that a model takes; -1: of any size.
struct Size {
  std::int64_t width = -1;
  std::int64_t height = -1;

  [[nodiscard]] bool is_known() const { return width > 0 && height > 0; }
  [[nodiscard]] bool holds(const raster::Grid& grid) const {
    return is_known() && grid.width <= width && grid.height <= height;
  }
};

std::string text_of(const Size& size) { return fmt::format("{} x {}", size.width, size.height); }

base::Result<Size> size_of_model(const Planning& planning, bool& is_fixed) {
  const InputPlan& input = planning.plan.inputs.front();
  STACMLM_TRY(const TensorLayout layout,
              tensor_layout(*planning.inputs.front().input, input.field));
  const auto side = [&](Axis axis) {
    const auto at =
        static_cast<std::size_t>(std::ranges::find(layout.axes, axis) - layout.axes.begin());
    is_fixed = is_fixed || input.shape[at] > 0;
    return input.shape[at] > 0 ? input.shape[at] : layout.shape[at];
  };
  const std::int64_t width = side(Axis::kColumn);
  return Size{width, side(Axis::kRow)};
}

struct Resizing {
  std::string type;  ///< empty: none is stated
  bool is_method = false;
  bool crops = false;
};

Resizing resizing_of(const Planning& planning) {
  Resizing resizing;
  resizing.type = planning.inputs.front().resize_type.value_or("");
  resizing.is_method = resize_method_of(resizing.type).has_value();
  resizing.crops = resizing.type == "crop";
  return resizing;
}

/// What a row is about, where the options do not say it. kAuto: it has been asked for.
Per per_of(Planning& planning, const Size& size, const Resizing& resizing,
           const raster::Grid& scene) {
  const PlanOptions& options = planning.options;
  if (options.per != Per::kAuto) return options.per;
  if (options.tile > 0 || options.rows == Rows::kRaster) return Per::kTile;
  const std::string field = planning.plan.inputs.front().field;
  if (!size.is_known()) {
    planning.ask(field + ".input.shape",
                 "the model takes images of any size: is there a row for the scene, or one for "
                 "each tile of it",
                 "--per", {"scene", "tile"});
    return Per::kAuto;
  }
  if (size.holds(scene)) return Per::kScene;
  if (resizing.is_method || resizing.crops) {
    planning.ask(field + ".resize_type",
                 fmt::format("the model takes {} pixels, and the scene has {} x {}: is all of it "
                             "brought to that size ({}), or is there a row for each tile",
                             text_of(size), scene.width, scene.height, resizing.type),
                 "--per", {"scene", "tile"});
    return Per::kAuto;
  }
  planning.note(
      fmt::format("the scene is larger than the {} pixels that the model takes: there is "
                  "a row for each tile",
                  text_of(size)));
  return Per::kTile;
}

base::Result<void> plan_tile(Planning& planning, Size size) {
  TilePlan& tiles = planning.plan.tiles;
  const std::int64_t asked = planning.options.tile;
  if (asked > 0 && tiles.is_fixed && (asked != size.width || asked != size.height)) {
    return base::fail(base::ErrorKind::kInvalidArgument,
                      fmt::format("--tile {}: the model takes {} alone", asked, text_of(size)));
  }
  if (asked > 0) size = {asked, asked};
  if (!size.is_known()) {
    if (tiles.per == Per::kTile)
      planning.ask(planning.plan.inputs.front().field + ".input.shape",
                   "the model takes tiles of any size", "--tile", {std::to_string(kUsualTile)});
    size = {kUsualTile, kUsualTile};
  }
  tiles.width = size.width;
  tiles.height = size.height;
  return {};
}

base::Result<void> plan_scene(Planning& planning, const Size& size, const Resizing& resizing,
                              const raster::Grid& scene) {
  TilePlan& tiles = planning.plan.tiles;
  if (!size.is_known()) {
    tiles.width = scene.width;
    tiles.height = scene.height;
    return {};
  }
  tiles.width = size.width;
  tiles.height = size.height;
  if (scene.width == size.width && scene.height == size.height) return {};
  if (resizing.is_method) {
    tiles.is_resized = true;
    tiles.read_width = scene.width;
    tiles.read_height = scene.height;
    return {};
  }
  if (size.holds(scene)) return {};
  if (!resizing.crops) {
    return refuse(planning.plan.inputs.front().field + ".resize_type",
                  fmt::format("nothing says how a scene of {} x {} pixels becomes one of {}",
                              scene.width, scene.height, text_of(size)),
                  "--per tile gives a row for each tile");
  }
  tiles.read_width = std::max(scene.width, size.width);
  tiles.read_height = std::max(scene.height, size.height);
  return {};
}

/// As many workers as there is room for.
base::Result<void> fit_memory(Planning& planning) {
  Plan& plan = planning.plan;
  const TilePlan& tiles = plan.tiles;
  const ImageSize image{tiles.width, tiles.height};
  const ImageSize read =
      tiles.read_width > 0 ? ImageSize{tiles.read_width, tiles.read_height} : image;
  STACMLM_TRY(const MemoryNeed need, MemoryNeed::of(planning, NetworkField()));
  const unsigned wanted = plan.workers;
  const auto bytes = [&] { return need.bytes(image, read, plan.workers, Tiling::kNone); };
  while (plan.workers > 1 && bytes() > planning.options.memory) --plan.workers;
  plan.memory = bytes();
  plan.read_cache = need.read_cache();
  if (plan.memory > planning.options.memory) {
    auto error = too_little_memory(planning, plan.memory, "image", read);
    if (tiles.per == Per::kScene) error.value().message += "; --per tile makes them smaller";
    return error;
  }
  note_fewer_workers(planning, wanted);
  return {};
}

base::Result<void> check_count(const TilePlan& tiles, const raster::Grid& scene) {
  constexpr std::int64_t kMost = 10'000'000;  // along one side
  if (scene.width / tiles.width < kMost && scene.height / tiles.height < kMost) return {};
  return base::fail(base::ErrorKind::kLimitExceeded,
                    fmt::format("tiles of {} x {} pixels are too many for a scene of {} x {}",
                                tiles.width, tiles.height, scene.width, scene.height));
}

}  // namespace

base::Result<void> plan_places(Planning& planning) {
  Plan& plan = planning.plan;
  TilePlan& tiles = plan.tiles;
  const raster::Grid& scene = planning.scene.files[plan.grid].grid;
  const Tiling asked = planning.options.tiling;
  if (asked != Tiling::kAuto && asked != Tiling::kNone) {
    return base::fail(base::ErrorKind::kInvalidArgument,
                      "--tiling: results without height and width are not put together from tiles; "
                      "--per says what there is a row for");
  }
  if (planning.options.rows == Rows::kRaster && planning.options.per == Per::kScene) {
    return base::fail(base::ErrorKind::kInvalidArgument,
                      "--per scene: a raster has a pixel for each tile; --rows layer has one row");
  }
  tiles.tiling = Tiling::kNone;
  tiles.is_exact = true;
  STACMLM_TRY(const Size size, size_of_model(planning, tiles.is_fixed));
  const Resizing resizing = resizing_of(planning);
  tiles.per = per_of(planning, size, resizing, scene);
  if (tiles.per == Per::kScene) {
    STACMLM_CHECK(plan_scene(planning, size, resizing, scene));
    plan.workers = 1;  // there is one image
  } else {
    STACMLM_CHECK(plan_tile(planning, size));
  }
  STACMLM_CHECK(fit_memory(planning));
  STACMLM_CHECK(check_count(tiles, scene));
  const SceneTiles cut = cut_places(tiles, scene);
  tiles.step_x = tiles.width;
  tiles.step_y = tiles.height;
  tiles.across = static_cast<std::int64_t>(cut.across());
  tiles.down = static_cast<std::int64_t>(cut.down());
  tiles.output_width = tiles.across;
  tiles.output_height = tiles.down;
  return {};
}

}  // namespace stacmlm::run
