// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "rules/nearest.h"
#include "run/scene/item_bands.h"
#include "run/scene/item_places.h"
#include "stacmlm/artifact/source.h"
#include "stacmlm/json/parser.h"
#include "stacmlm/raster/raster.h"
#include "stacmlm/run/scene.h"
#include "stacmlm/stac/datetime.h"

namespace stacmlm::run {
namespace {

using base::ErrorKind;

/// Documents are read whole.
constexpr std::uint64_t kMostItemBytes = std::uint64_t{64} << 20U;

bool is_named_like_json(std::string_view path) {
  return path.ends_with(".json") || path.ends_with(".geojson");
}

std::string stem_of(const std::string& path) {
  std::string name = path.substr(path.find_last_of('/') + 1);
  return name.substr(0, name.find_last_of('.') == 0 ? name.size() : name.find_last_of('.'));
}

bool is_same_text(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return (x | 0x20) == (y | 0x20); });
}

SceneBand band_of(const raster::Band& band, std::size_t file, int number) {
  SceneBand out;
  out.file = file;
  out.number = number;
  out.name = band.name;
  // GDAL gives the first bands of many files the colours of a picture, whatever they hold.
  if (!band.name.empty() && is_same_text(band.name, band.color)) out.common_name = band.color;
  out.center_wavelength = band.center_wavelength;
  out.data_type = raster::name_of(band.type);
  out.nodata = band.nodata;
  out.scale = band.scale;
  out.offset = band.offset;
  return out;
}

base::Result<void> add_file(Scene& scene, const std::string& path, const std::string& asset,
                            const std::vector<SceneBand>& stated, const SceneOptions& options) {
  STACMLM_TRY(const auto raster, raster::open(path, {.fetcher = options.fetcher}));
  const raster::Info& info = raster->info();
  if (!stated.empty() && stated.size() != info.bands.size()) {
    return base::fail(ErrorKind::kInvalidDocument,
                      fmt::format("assets/{}: {} bands are stated, and {} has {}", asset,
                                  stated.size(), path, info.bands.size()));
  }
  const std::size_t file = scene.files.size();
  scene.files.push_back({path, asset, info.grid, false, info.block_width, info.block_height});
  const raster::Grid& grid = info.grid;
  if (options.upright &&
      (grid.georeference == raster::Georeference::kControlPoints ||
       (grid.georeference == raster::Georeference::kGeotransform && grid.is_rotated()))) {
    STACMLM_TRY(scene.files.back().grid, raster::upright_grid(path, {.fetcher = options.fetcher}));
    scene.files.back().is_warped = true;
  }
  for (std::size_t i = 0; i < info.bands.size(); ++i) {
    if (info.bands[i].color == "alpha") continue;
    SceneBand band = band_of(info.bands[i], file, static_cast<int>(i) + 1);
    if (!stated.empty()) add_stated(band, stated[i]);
    scene.bands.push_back(std::move(band));
  }
  return {};
}

std::string text_of(json::Value value) {
  return value.is_string() ? std::string(value.string()) : std::string();
}

/// When it was taken: what cannot be read is not told.
void read_time(SceneTime& time, json::Value properties) {
  time.datetime = text_of(properties.find("start_datetime"));
  time.end_datetime = text_of(properties.find("end_datetime"));
  const bool has_length =
      stac::read_datetime(time.datetime) && stac::read_datetime(time.end_datetime);
  if (has_length) return;
  time.datetime = text_of(properties.find("datetime"));
  time.end_datetime.clear();
  if (!stac::read_datetime(time.datetime)) time.datetime.clear();
}

base::Result<void> read_item(Scene& scene, const SceneOptions& options) {
  json::Parser parser;
  json::Document document;
  if (const auto fault = parser.parse(json::Text::copy_of(scene.times.back().item), document)) {
    return base::fail(ErrorKind::kInvalidDocument,
                      fmt::format("{}: {}", scene.path(), fault->message));
  }
  const json::Value item = document.root();
  if (!item.find("type").equals("Feature") || !item.find("assets").is_object()) {
    return base::fail(
        ErrorKind::kInvalidDocument,
        fmt::format("{}: neither a raster nor a STAC Item with assets", scene.path()));
  }
  if (const json::Value id = item.find("id"); id.is_string()) scene.times.back().id = id.string();
  read_time(scene.times.back(), item.find("properties"));
  for (const json::Value asset : item.find("assets").members()) {
    if (!is_data(asset)) continue;
    const std::string path = place_of(scene.path(), asset.find("href").string());
    auto added =
        add_file(scene, path, std::string(asset.key()), stated_bands(item, asset), options);
    if (!added) return added;
  }
  if (scene.files.empty()) {
    return base::fail(ErrorKind::kInvalidDocument,
                      fmt::format("{}: no asset is a raster with data", scene.path()));
  }
  return {};
}

base::Result<std::string> read_all(const std::string& path) {
  STACMLM_TRY(const auto source, artifact::open_source(path));
  if (source->size() > kMostItemBytes)
    return base::fail(ErrorKind::kLimitExceeded, path + ": too large for an Item");
  std::string text(source->size(), '\0');
  STACMLM_CHECK(source->read(0, text));
  return text;
}

}  // namespace

base::Result<Scene> read_scene(const std::string& path, const SceneOptions& options) {
  STACMLM_CHECK(raster::is_available());
  std::error_code none;
  if (std::filesystem::is_fifo(path, none)) {
    return base::fail(ErrorKind::kInvalidArgument,
                      path + ": a pipe is no scene; --items reads Items from one");
  }
  Scene scene;
  scene.times.push_back({path, stem_of(path), {}, {}, {}});
  if (!is_named_like_json(path)) {
    STACMLM_CHECK(add_file(scene, path, "", {}, options));
    return scene;
  }
  STACMLM_TRY(scene.times.back().item, read_all(path));
  STACMLM_CHECK(read_item(scene, options));
  return scene;
}

base::Result<Scene> read_scene_item(std::string item, const std::string& document,
                                    const SceneOptions& options) {
  STACMLM_CHECK(raster::is_available());
  Scene scene;
  scene.times.push_back({document, stem_of(document), std::move(item), {}, {}});
  STACMLM_CHECK(read_item(scene, options));
  return scene;
}

}  // namespace stacmlm::run
