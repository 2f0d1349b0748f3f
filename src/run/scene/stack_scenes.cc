// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "stacmlm/run/scene.h"
#include "stacmlm/stac/datetime.h"

namespace stacmlm::run {
namespace {

std::optional<stac::Instant> instant_of(const Scene& scene) {
  return stac::read_datetime(scene.times.front().datetime);
}

base::Result<void> sort_by_time(std::vector<Scene>& scenes) {
  const auto untold =
      std::ranges::find_if(scenes, [](const Scene& one) { return !instant_of(one).has_value(); });
  if (untold == scenes.end()) {
    std::ranges::stable_sort(scenes, {}, [](const Scene& one) { return *instant_of(one); });
    return {};
  }
  if (std::ranges::none_of(scenes, [](const Scene& one) { return instant_of(one).has_value(); }))
    return {};
  return base::fail(
      base::ErrorKind::kInvalidArgument,
      fmt::format("{} does not tell when it was taken, and others of the series do: they cannot "
                  "be put in order",
                  untold->path()));
}

/// Files and bands of a scene behind those of another; all its bands are of `time`.
void append(Scene& scene, const Scene& more, std::size_t time) {
  const std::size_t first = scene.files.size();
  scene.files.insert(scene.files.end(), more.files.begin(), more.files.end());
  for (SceneBand band : more.bands) {
    band.file += first;
    band.time = time;
    scene.bands.push_back(std::move(band));
  }
}

}  // namespace

base::Result<Scene> stack_scenes(std::vector<Scene> scenes) {
  STACMLM_CHECK(sort_by_time(scenes));
  Scene all;
  for (const Scene& scene : scenes) {
    const auto is_same = [&](const SceneTime& known) {
      return known.path == scene.path() && known.item == scene.times.front().item;
    };
    if (std::ranges::any_of(all.times, is_same)) {
      return base::fail(base::ErrorKind::kInvalidArgument,
                        fmt::format("{} stands twice in the series", scene.path()));
    }
    append(all, scene, all.times.size());
    all.times.push_back(scene.times.front());
  }
  return all;
}

base::Result<void> add_to_every_time(Scene& scene, const std::string& path,
                                     const SceneOptions& options) {
  STACMLM_TRY(Scene more, read_scene(path, options));
  for (SceneFile& file : more.files) {
    if (file.asset.empty()) file.asset = more.id();
    if (std::ranges::find(scene.files, file.asset, &SceneFile::asset) != scene.files.end())
      file.asset = file.path;
  }
  append(scene, more, kEveryTime);
  scene.with.push_back(std::move(more.times.front()));
  return {};
}

}  // namespace stacmlm::run
