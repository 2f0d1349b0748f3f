// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "run/pipeline/scene_reader.h"
#include "stacmlm/base/result.h"
#include "stacmlm/run/plan.h"
#include "stacmlm/run/scene.h"

namespace stacmlm::run {

/// The window of at most `width` x `height` pixels with the most valid ones, of at most 1024 that
/// are looked at: the first that is valid everywhere.
base::Result<raster::Window> find_window(const Plan& plan, const SceneReader& reader,
                                         const raster::Grid& grid, std::int64_t width,
                                         std::int64_t height);

/// Writes what a plan reads of a window as a GeoTIFF whose bands have the names that the model
/// calls them by. Sets `choices.bands` to them.
base::Result<void> write_example_scene(const Plan& plan, const Scene& scene,
                                       const SceneReader& reader, const raster::Window& window,
                                       const std::string& path, PlanOptions& choices);

}  // namespace stacmlm::run
