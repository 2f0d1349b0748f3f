// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "run/plan/band_match.h"
#include "run/plan/planning.h"
#include "stacmlm/raster/raster.h"

namespace stacmlm::run {
namespace {

std::string grid_text(const raster::Grid& grid) {
  return fmt::format("{} x {} pixels of {:g}{}", grid.width, grid.height, grid.pixel_size()[0],
                     grid.epsg == 0 ? "" : fmt::format(", EPSG:{}", grid.epsg));
}

/// `green, red: 1200 x 1200 pixels of 10; swir16: 600 x 600 pixels of 20`.
std::string grids_text(const Scene& scene, const std::vector<std::size_t>& files) {
  std::vector<std::pair<std::string, std::string>> grids;  // text, and the files that have it
  for (const std::size_t file : files) {
    const std::string text = grid_text(scene.files[file].grid);
    const auto known = std::ranges::find(grids, text, [](const auto& grid) { return grid.first; });
    if (known == grids.end()) {
      grids.emplace_back(text, file_called(file, scene));
    } else {
      known->second += ", " + file_called(file, scene);
    }
  }
  std::string all;
  for (const auto& [text, names] : grids)
    all += fmt::format("{}{}: {}", all.empty() ? "" : "; ", names, text);
  return all;
}

base::Result<bool> has_same_grids(const Scene& scene, const std::vector<std::size_t>& files) {
  for (const std::size_t file : files) {
    STACMLM_TRY(const bool same,
                raster::is_same_grid(scene.files[files.front()].grid, scene.files[file].grid));
    if (!same) return false;
  }
  return true;
}

/// Pixels are brought to another grid only where the user says to which and how.
base::Result<void> ask_for_grid(Planning& planning, const std::vector<std::size_t>& files) {
  const Scene& scene = planning.scene;
  std::vector<std::size_t> meant = files_called(planning.options.grid, scene);
  std::erase_if(meant, [&](std::size_t file) {
    return std::ranges::find(files, file) == files.end();  // nothing is read of it
  });
  if (!meant.empty()) {
    planning.plan.grid = meant.front();
    STACMLM_TRY(const bool is_one, has_same_grids(scene, meant));  // an asset of a series
    if (is_one) return {};
  }
  std::vector<std::string> choices;
  for (const std::size_t file : files) choices.push_back(file_called(file, scene));
  planning.ask("",
               fmt::format("the bands lie on different grids ({}): the result has one of them",
                           grids_text(scene, files)),
               "--grid", std::move(choices));
  return {};
}

/// Pixels that have to move need a method.
void ask_for_resampling(Planning& planning) {
  planning.plan.resampling = planning.options.resampling;
  if (!planning.plan.resampling.empty()) return;
  planning.ask("", "bands on other grids have to be resampled", "--resampling",
               {"nearest", "bilinear", "cubic", "average"});
}

/// Only pixels on a grid can be written.
base::Result<void> check_georeference(const SceneFile& file) {
  if (file.grid.georeference == raster::Georeference::kControlPoints) {
    return base::fail(base::ErrorKind::kUnsupported,
                      file.path + " is placed by control points: --upright warps it to a grid");
  }
  if (file.grid.georeference == raster::Georeference::kRational) {
    return base::fail(base::ErrorKind::kUnsupported,
                      file.path +
                          " is placed by the polynomials of a camera, which want heights: warp it "
                          "to a grid first");
  }
  return {};
}

}  // namespace

base::Result<void> plan_grid(Planning& planning) {
  const Scene& scene = planning.scene;
  std::vector<std::size_t> files;
  for (const InputPlan& input : planning.plan.inputs) {
    for (const BandUse& use : input.reads) {
      if (use.match == BandMatch::kOpen) continue;
      const std::size_t file = scene.bands[use.band].file;
      if (std::ranges::find(files, file) == files.end()) files.push_back(file);
    }
  }
  if (!planning.options.resampling.empty() && !raster::resampling_of(planning.options.resampling)) {
    return base::fail(base::ErrorKind::kInvalidArgument,
                      fmt::format("--resampling {}: no such method", planning.options.resampling));
  }
  planning.plan.grid = files.empty() ? 0 : files.front();
  STACMLM_TRY(const bool same, has_same_grids(scene, files));
  if (!same) {
    STACMLM_CHECK(ask_for_grid(planning, files));
  }
  const bool is_warped =
      std::ranges::any_of(files, [&](std::size_t file) { return scene.files[file].is_warped; });
  if (!same || is_warped) ask_for_resampling(planning);
  STACMLM_CHECK(check_georeference(scene.files[planning.plan.grid]));
  const raster::Grid& grid = scene.files[planning.plan.grid].grid;
  if (grid.georeference == raster::Georeference::kNone)
    planning.note("the scene has no georeference, so the result has none");
  if (grid.georeference == raster::Georeference::kGeotransform && grid.crs.empty())
    planning.note("the scene names no CRS, so the result names none");
  return {};
}

}  // namespace stacmlm::run
