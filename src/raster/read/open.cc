// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "raster/gdal/types.h"
#include "raster/read/parts.h"
#include "raster/read/warp.h"

namespace stacmlm::raster {
namespace {

// Whoever has more threads waits for a handle.
constexpr std::size_t kMostHandles = 64;

/// VRTs are read by one thread at a time (Parts::lock_if_shared).
std::size_t handle_limit(const Info& info) { return info.format == "VRT" ? 1 : kMostHandles; }

bool is_as_described(GDALDatasetH dataset, const Info& info) {
  return gdal.GDALGetRasterCount(dataset) == static_cast<int>(info.bands.size());
}

/// A handle of a file that was described before.
base::Result<std::unique_ptr<Handle>> reopen(const Place& place, const Info& file,
                                             const std::optional<Warp>& warp) {
  GdalCalls calls(place.fetcher, place.reach);
  auto handle = std::make_unique<Handle>();
  STACMLM_TRY(handle->file, open_dataset(place, calls));
  if (!is_as_described(handle->file.get(), file) ||
      gdal.GDALGetRasterXSize(handle->file.get()) != file.grid.width ||
      gdal.GDALGetRasterYSize(handle->file.get()) != file.grid.height) {
    return base::fail(base::ErrorKind::kIo, place.path + ": it changed while it was read");
  }
  if (warp) {
    STACMLM_CHECK(add_warped(*handle, file, *warp, calls));
  }
  return handle;
}

std::unique_ptr<Raster> raster_of(Place place, Info file, const std::optional<Warp>& warp,
                                  std::unique_ptr<Handle> first, std::uint64_t cache_bytes) {
  auto parts = std::make_unique<Raster::Parts>();
  for (std::size_t i = 0; i < file.bands.size(); ++i) {
    GDALRasterBandH band = gdal.GDALGetRasterBand(first->file.get(), static_cast<int>(i) + 1);
    BandSource source{nodata_of(band, file.bands[i]), file.bands[i].has_mask, alpha_band(file)};
    // The mask of a warped band already knows about nodata, and interpolated values may equal it.
    if (warp) source = {{}, true, 0};
    parts->sources.push_back(source);
  }
  parts->info = file;
  const std::size_t limit = handle_limit(file);
  if (warp) describe_warped(parts->info, *warp, first->warped.front().get());
  auto open = [place, file = std::move(file), warp] { return reopen(place, file, warp); };
  parts->handles = std::make_unique<Handles>(std::move(open), std::move(first), limit);
  parts->place = std::move(place);
  const Raster::Parts* const all = parts.get();
  parts->chunks = std::make_unique<Chunks>(
      all->info.grid, all->info.block_width, all->info.block_height, all->info.bands.size(),
      cache_bytes, [all](const Window& window, std::span<const std::size_t> bands) {
        return all->load(window, bands);
      });
  return std::make_unique<Raster>(std::move(parts));
}

base::Result<std::unique_ptr<Raster>> open_with(const std::string& path, const Access& access,
                                                const Grid* grid, Resampling resampling) {
  STACMLM_CHECK(load_gdal());
  STACMLM_TRY(Place place, find_place(path, access));
  GdalCalls calls(place.fetcher, place.reach);
  auto handle = std::make_unique<Handle>();
  STACMLM_TRY(handle->file, open_dataset(place, calls));
  STACMLM_TRY(Info file, describe(place, handle->file.get(), calls));
  std::optional<Warp> warp;
  if (grid != nullptr) {
    STACMLM_TRY(const bool is_same, is_same_grid(file.grid, *grid));
    if (!is_same) {
      warp = Warp{*grid, resampling};
      STACMLM_CHECK(add_warped(*handle, file, *warp, calls));
    }
  }
  // `calls` looks at the place until it ends.
  return raster_of(place, std::move(file), warp, std::move(handle), access.cache_bytes);
}

}  // namespace

Raster::Raster(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Raster::~Raster() {
  const auto lock = parts_->lock_if_shared();
  // Closing files can have GDAL say something.
  const GdalCalls calls(parts_->place.fetcher, parts_->place.reach);
  parts_.reset();
}

const Info& Raster::info() const { return parts_->info; }

base::Result<std::unique_ptr<Raster>> open(const std::string& path, const Access& access) {
  return open_with(path, access, nullptr, Resampling::kNearest);
}

base::Result<std::unique_ptr<Raster>> open_on_grid(const std::string& path, const Grid& grid,
                                                   Resampling resampling, const Access& access) {
  return open_with(path, access, &grid, resampling);
}

base::Result<Grid> upright_grid(const std::string& path, const Access& access) {
  STACMLM_CHECK(load_gdal());
  STACMLM_TRY(const Place place, find_place(path, access));
  GdalCalls calls(place.fetcher, place.reach);
  STACMLM_TRY(const Dataset dataset, open_dataset(place, calls));
  STACMLM_TRY(const Info info, describe(place, dataset.get(), calls));
  return suggest_grid(dataset.get(), info, calls);
}

base::Result<void> is_available() { return load_gdal(); }

std::string gdal_version() {
  if (!load_gdal()) return {};
  return text_of(gdal.GDALVersionInfo("RELEASE_NAME"));
}

}  // namespace stacmlm::raster
