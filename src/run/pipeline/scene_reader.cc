// SPDX-License-Identifier: Apache-2.0
#include "run/pipeline/scene_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <span>

#include "run/pipeline/edge.h"

namespace stacmlm::run {
namespace {

/// Blocks that are kept for each file: two rows of tiles of a usual scene.
constexpr std::uint64_t kCacheBytes = std::uint64_t{64} << 20U;

base::Result<std::unique_ptr<raster::Raster>> open_file(const Plan& plan, const Scene& scene,
                                                        std::size_t file, base::Fetcher* fetcher) {
  const raster::Access access{.fetcher = fetcher, .cache_bytes = kCacheBytes};
  const raster::Grid& grid = scene.files[plan.grid].grid;
  STACMLM_TRY(const bool same, raster::is_same_grid(scene.files[file].grid, grid));
  if (same) return raster::open(scene.files[file].path, access);
  const auto method = raster::resampling_of(plan.resampling);
  if (!method) {
    return base::fail(base::ErrorKind::kInvalidArgument,
                      fmt::format("{} lies on another grid", scene.files[file].path));
  }
  return raster::open_on_grid(scene.files[file].path, grid, *method, access);
}

/// Puts `size`-byte pixels where the maps say; places beyond the edge become 0.
void spread(const std::byte* from, const EdgeMap& x, const EdgeMap& y, std::int64_t width,
            std::int64_t height, std::size_t size, std::byte* to) {
  const auto row_bytes = static_cast<std::size_t>(width) * size;
  for (std::int64_t row = 0; row < height; ++row) {
    std::byte* out = to + static_cast<std::size_t>(row) * row_bytes;
    const std::int64_t source = y.places.empty() ? row : y.places[static_cast<std::size_t>(row)];
    if (source < 0) {
      std::memset(out, 0, row_bytes);
      continue;
    }
    const std::byte* in = from + static_cast<std::size_t>(source * x.size) * size;
    if (x.places.empty()) {
      std::memcpy(out, in, row_bytes);
      continue;
    }
    for (const std::int64_t place : x.places) {
      if (place < 0) {
        std::memset(out, 0, size);
      } else {
        std::memcpy(out, in + static_cast<std::size_t>(place) * size, size);
      }
      out += size;
    }
  }
}

}  // namespace

base::Result<SceneReader> SceneReader::open(const Plan& plan, const Scene& scene,
                                            base::Fetcher* fetcher) {
  SceneReader reader;
  const raster::Grid& grid = scene.files[plan.grid].grid;
  reader.image_width_ = grid.width;
  reader.image_height_ = grid.height;
  reader.pad_ = pad_mode_of(plan.tiles.pad).value_or(PadMode::kReflect);
  std::map<std::size_t, std::size_t> files;  // of the scene to rasters_
  std::map<std::size_t, std::size_t> bands;  // of the scene to reads_
  for (const InputPlan& input : plan.inputs) {
    reader.inputs_.push_back({reader.uses_.size(), input.reads_of(0).size()});
    for (const BandUse& use : input.reads) {
      const std::size_t file = scene.bands[use.band].file;
      if (!files.contains(file)) {
        STACMLM_TRY(auto raster, open_file(plan, scene, file, fetcher));
        files[file] = reader.rasters_.size();
        reader.rasters_.push_back(std::move(raster));
      }
      if (!bands.contains(use.band)) {
        STACMLM_TRY(const Read read, reader.read_of(scene, use.band, files[file]));
        bands[use.band] = reader.reads_.size();
        reader.reads_.push_back(read);
      }
      reader.uses_.push_back(bands[use.band]);
    }
  }
  return reader;
}

base::Result<SceneReader::Read> SceneReader::read_of(const Scene& scene, std::size_t index,
                                                     std::size_t raster) const {
  const SceneBand& band = scene.bands[index];
  const std::string& path = scene.files[band.file].path;
  Read read;
  read.raster = raster;
  read.band = static_cast<std::size_t>(band.number - 1);
  const auto& bands = rasters_[raster]->info().bands;
  if (read.band >= bands.size()) {
    return base::fail(base::ErrorKind::kInvalidDocument,
                      fmt::format("{} has no band {} any more", path, band.number));
  }
  read.pixel = bands[read.band].type;
  const auto number = find_data_type(raster::name_of(read.pixel));
  if (!number) {
    return base::fail(
        base::ErrorKind::kUnsupported,
        fmt::format("{}: pixels of {} are not read", path, raster::name_of(read.pixel)));
  }
  read.number = *number;
  return read;
}

base::Result<void> SceneReader::read(std::int64_t x, std::int64_t y, std::int64_t width,
                                     std::int64_t height, TilePixels& pixels) const {
  const EdgeMap columns = map_edge(x, width, image_width_, pad_);
  const EdgeMap rows = map_edge(y, height, image_height_, pad_);
  const raster::Window window{columns.begin, rows.begin, columns.size, rows.size};
  const bool is_inside = columns.places.empty() && rows.places.empty();
  const auto count = static_cast<std::size_t>(width * height);
  const auto read_count = static_cast<std::size_t>(columns.size * rows.size);
  pixels.width_ = width;
  pixels.height_ = height;
  pixels.has_data_ = false;
  pixels.planes_.resize(reads_.size());
  std::vector<BandPixels> bands(reads_.size());
  for (std::size_t i = 0; i < reads_.size(); ++i) {
    const Read& read = reads_[i];
    TilePixels::Plane& plane = pixels.planes_[i];
    const std::size_t size = raster::size_of(read.pixel);
    plane.data.resize(count * size);
    plane.valid.resize(count);
    std::span<std::byte> data = plane.data;
    std::span<std::uint8_t> valid = plane.valid;
    if (!is_inside) {
      pixels.read_.resize(read_count * size);
      pixels.read_valid_.resize(read_count);
      data = pixels.read_;
      valid = pixels.read_valid_;
    }
    const std::size_t band = read.band;
    STACMLM_TRY(const raster::Validity validity,
                rasters_[read.raster]->read(window, {&band, 1}, read.pixel, data, valid));
    if (validity != raster::Validity::kNone) pixels.has_data_ = true;
    if (!is_inside) {
      spread(data.data(), columns, rows, width, height, size, plane.data.data());
      spread(std::as_bytes(valid).data(), columns, rows, width, height, 1,
             std::as_writable_bytes(std::span(plane.valid)).data());
    }
    bands[i] = {plane.data.data(), read.number, static_cast<std::ptrdiff_t>(width),
                validity == raster::Validity::kAll && is_inside ? nullptr : plane.valid.data(),
                static_cast<std::ptrdiff_t>(width)};
  }
  pixels.bands_.clear();
  for (const std::size_t use : uses_) pixels.bands_.push_back(bands[use]);
  return {};
}

}  // namespace stacmlm::run
