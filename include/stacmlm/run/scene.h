// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "stacmlm/base/fetcher.h"
#include "stacmlm/base/result.h"
#include "stacmlm/raster/grid.h"

namespace stacmlm::run {

/// One raster file of a scene, and the grid that its pixels lie on.
struct SceneFile {
  std::string path;   ///< as it is opened
  std::string asset;  ///< the key in the Item of the scene; empty: the scene is a file
  raster::Grid grid;
  bool is_warped = false;        ///< its pixels have to be warped to that grid
  std::int64_t block_width = 0;  ///< pixels that are decoded at once
  std::int64_t block_height = 0;
};

/// SceneBand::time of rasters that belong to every time: a height model.
inline constexpr std::size_t kEveryTime = std::numeric_limits<std::size_t>::max();

/// One band of one file, and everything by which a model may call it.
struct SceneBand {
  std::size_t file = 0;  ///< index in Scene::files
  std::size_t time = 0;  ///< index in Scene::times, or kEveryTime
  int number = 1;        ///< in that file, from 1
  std::string name;      ///< of the Item's band, or the description in the file; may be empty
  std::string common_name;
  std::optional<double> center_wavelength;  ///< micrometres
  std::string data_type;                    ///< MLM's word: `uint16`
  std::optional<double> nodata;
  std::optional<double>
      scale;  ///< value = scale * number + offset, if the file or the Item says so
  std::optional<double> offset;

  [[nodiscard]] bool is_of(std::size_t at) const { return time == at || time == kEveryTime; }
};

/// One scene of a series, or the only one.
struct SceneTime {
  std::string path;            ///< as the user called it; of an Item among others, their file
  std::string id;              ///< of the Item, or the name of the file without its ending
  std::string item;            ///< the text of the Item; empty: it is a file
  std::string datetime{};      ///< RFC 3339, of the scene or of its start; empty: not told
  std::string end_datetime{};  ///< empty: it has no length
};

/// What a model is run on: a raster file, an Item whose assets are raster files, or a series of
/// those, oldest first.
struct Scene {
  std::vector<SceneTime> times;  ///< one, or those of a series, oldest first
  std::vector<SceneTime> with;   ///< rasters that belong to every time
  std::vector<SceneFile> files;
  std::vector<SceneBand> bands;

  /// That of the only time, or `first_last` of a series.
  [[nodiscard]] std::string id() const {
    if (times.size() < 2) return times.empty() ? std::string() : times.front().id;
    return times.front().id + "_" + times.back().id;
  }
  /// What the user called it by; that of the oldest time, of a series.
  [[nodiscard]] std::string path() const {
    return times.empty() ? std::string() : times.front().path;
  }
};

struct SceneOptions {
  /// Brings remote files; null: files of this machine alone. It must outlive the call.
  base::Fetcher* fetcher = nullptr;
  /// Files with control points or a rotated grid are given one that is north up, and warped to it.
  bool upright = false;
};

/// Reads what a raster (GeoTIFF, COG, VRT) or a STAC Item with raster assets says about itself; no
/// pixels. Assets of an Item that are no data (thumbnails, metadata) are passed over.
/// Errors: `kNotFound`, `kInvalidDocument` (no Item, no raster in it, or a broken one),
/// `kLimitExceeded` (too large for an Item), `kUnsupported` (this build is without GDAL, or a file
/// lies on a host that was not named). Safe to call from several threads.
///
/// ```cpp
/// auto scene = run::read_scene("scene.tif");
/// if (!scene) return report(scene.error());
/// ```
base::Result<Scene> read_scene(const std::string& path, const SceneOptions& options = {});

/// The same for the text of an Item that stands in the file `document` with others: its relative
/// hrefs lie beside that file. Errors as read_scene().
base::Result<Scene> read_scene_item(std::string item, const std::string& document,
                                    const SceneOptions& options = {});

/// Makes one Scene of several, each of one time: a series. They are put in order by their times;
/// where none tells one, they stay in the order in which they come. Bands of files that are of the
/// same name stay apart by SceneBand::time. `kInvalidArgument`: some tell a time and some do not,
/// or one of them stands there twice. @pre not empty
///
/// ```cpp
/// auto series = run::stack_scenes({*march, *june});
/// ```
base::Result<Scene> stack_scenes(std::vector<Scene> scenes);

/// Adds a raster or an Item that belongs to every time of the scene, such as a height model. A
/// file is called by its name without the ending, where an asset with one band is by its key.
/// Errors as read_scene(); the scene is then as it was.
///
/// ```cpp
/// if (auto added = run::add_to_every_time(*scene, "dem.tif"); !added) return
/// report(added.error());
/// ```
base::Result<void> add_to_every_time(Scene& scene, const std::string& path,
                                     const SceneOptions& options = {});

}  // namespace stacmlm::run
