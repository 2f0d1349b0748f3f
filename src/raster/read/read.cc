// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "raster/gdal/types.h"
#include "raster/read/parts.h"

namespace stacmlm::raster {
namespace {

// Of 255: a mask says yes or no, and a warped pixel is valid if half of it is.
constexpr std::uint8_t kHalf = 128;

/// A rectangle of pixels in memory: the first one's place, and from row to row.
struct Rows {
  std::size_t first;
  std::size_t stride;
};

Rows rows_of(const Window& part, const Window& whole) {
  const auto stride = static_cast<std::size_t>(whole.width);
  return {static_cast<std::size_t>(part.row - whole.row) * stride +
              static_cast<std::size_t>(part.column - whole.column),
          stride};
}

Window common_part(const Window& a, const Window& b) {
  Window part{std::max(a.column, b.column), std::max(a.row, b.row), 0, 0};
  part.width = std::min(a.column + a.width, b.column + b.width) - part.column;
  part.height = std::min(a.row + a.height, b.row + b.height) - part.row;
  return part;
}

/// Copies what a plane has of a window into one band of the caller's buffers.
void copy_part(const Plane& plane, PixelType from, const Window& chunk, const Window& window,
               PixelType to, std::byte* pixels, std::uint8_t* valid) {
  const Window part = common_part(chunk, window);
  const Rows source = rows_of(part, chunk);
  const Rows target = rows_of(part, window);
  const auto width = static_cast<std::size_t>(part.width);
  for (std::size_t row = 0; row < static_cast<std::size_t>(part.height); ++row) {
    const std::size_t in = source.first + row * source.stride;
    const std::size_t out = target.first + row * target.stride;
    convert(from, plane.pixels.get() + in * size_of(from), to, pixels + out * size_of(to), width);
    if (valid == nullptr) continue;
    if (plane.valid.empty()) {
      std::memset(valid + out, 1, width);
    } else {
      std::memcpy(valid + out, plane.valid.data() + in, width);
    }
  }
}

/// Which pixels of a window a plane says are valid.
struct Seen {
  bool valid = false;
  bool missing = false;

  void add(const Plane& plane, const Window& chunk, const Window& window) {
    if (plane.valid.empty()) {
      valid = true;
      return;
    }
    const Window part = common_part(chunk, window);
    const Rows rows = rows_of(part, chunk);
    for (std::size_t row = 0; row < static_cast<std::size_t>(part.height); ++row) {
      const auto* const begin = plane.valid.data() + rows.first + row * rows.stride;
      const std::span some(begin, static_cast<std::size_t>(part.width));
      valid = valid || std::memchr(some.data(), 1, some.size()) != nullptr;
      missing = missing || std::memchr(some.data(), 0, some.size()) != nullptr;
    }
  }

  [[nodiscard]] Validity validity() const {
    if (!missing) return Validity::kAll;
    return valid ? Validity::kSome : Validity::kNone;
  }
};

base::Result<void> check_buffers(std::size_t pixels, PixelType type, std::size_t bytes,
                                 std::size_t valid) {
  if (bytes < pixels * size_of(type) || (valid != 0 && valid < pixels)) {
    return base::fail(base::ErrorKind::kInvalidArgument,
                      fmt::format("{} pixels do not fit into the buffers", pixels));
  }
  return {};
}

std::string what(const Info& info, const Window& window, std::size_t band) {
  return fmt::format("{}: reading band {} at column {}, row {}", info.path, band + 1, window.column,
                     window.row);
}

/// Block by block, all bands of each: files that store the bands of a pixel together decode them at
/// once.
base::Result<void> read_blocks(const HandleLease& handle, const Info& info, const Window& window,
                               std::span<const std::size_t> bands,
                               std::span<const std::shared_ptr<Plane>> planes, GdalCalls& calls) {
  for (std::int64_t row = 0; row < window.height; row += info.block_height) {
    for (std::int64_t column = 0; column < window.width; column += info.block_width) {
      const auto width = static_cast<int>(std::min(info.block_width, window.width - column));
      const auto height = static_cast<int>(std::min(info.block_height, window.height - row));
      for (std::size_t i = 0; i < bands.size(); ++i) {
        const PixelType type = info.bands[bands[i]].type;
        const auto size = static_cast<std::int64_t>(size_of(type));
        const auto done = gdal.GDALRasterIO(
            handle.values(bands[i]), GF_Read, static_cast<int>(window.column + column),
            static_cast<int>(window.row + row), width, height,
            planes[i]->pixels.get() + (row * window.width + column) * size, width, height,
            gdal_type_of(type), static_cast<int>(size), static_cast<int>(size * window.width));
        // Some failures of drivers are told, but not returned.
        if (done != CE_None || calls.failed())
          return calls.error(base::ErrorKind::kIo, what(info, window, bands[i]));
      }
    }
  }
  return {};
}

/// Which pixels of a plane are valid.
base::Result<void> find_valid(const HandleLease& handle, const Info& info, const BandSource& source,
                              const Window& window, std::size_t band, Plane& plane,
                              GdalCalls& calls) {
  const PixelType type = info.bands[band].type;
  const bool may_be_nan = type == PixelType::kFloat32 || type == PixelType::kFloat64;
  if (!source.has_mask && !info.bands[band].nodata && !may_be_nan) return {};
  plane.valid.assign(plane.count, 1);
  if (source.has_mask) {
    const auto done = gdal.GDALRasterIO(
        handle.mask(band, source.alpha), GF_Read, static_cast<int>(window.column),
        static_cast<int>(window.row), static_cast<int>(window.width),
        static_cast<int>(window.height), plane.valid.data(), static_cast<int>(window.width),
        static_cast<int>(window.height), GDT_Byte, 0, 0);
    if (done != CE_None || calls.failed())
      return calls.error(base::ErrorKind::kIo, what(info, window, band));
    for (std::uint8_t& valid : plane.valid) valid = valid >= kHalf ? 1 : 0;
  }
  const std::span<std::byte> pixels(plane.pixels.get(), plane.count * size_of(type));
  if (mark_nodata(type, pixels, source.nodata, plane.valid) == plane.count) plane.valid = {};
  return {};
}

}  // namespace

base::Result<HandleLease> HandleLease::take(Handles& handles) {
  STACMLM_TRY(auto handle, handles.take());
  return HandleLease(handles, std::move(handle));
}

HandleLease::~HandleLease() {
  if (handle_ != nullptr) handles_->give_back(std::move(handle_));
}

GDALRasterBandH HandleLease::values(std::size_t band) const {
  if (is_warped()) return gdal.GDALGetRasterBand(handle_->warped[band].get(), 1);
  return gdal.GDALGetRasterBand(handle_->file.get(), static_cast<int>(band) + 1);
}

GDALRasterBandH HandleLease::mask(std::size_t band, int alpha) const {
  if (is_warped()) return gdal.GDALGetRasterBand(handle_->warped[band].get(), 2);
  // GDAL knows it by itself in files of two and four bands alone.
  if (alpha > 0) return gdal.GDALGetRasterBand(handle_->file.get(), alpha);
  return gdal.GDALGetMaskBand(values(band));
}

base::Result<void> check_part(const Info& info, const Window& window,
                              std::span<const std::size_t> bands) {
  const auto is_inside = [](std::int64_t begin, std::int64_t size, std::int64_t all) {
    return begin >= 0 && size >= 1 && size <= all && begin <= all - size;
  };
  if (!is_inside(window.column, window.width, info.grid.width) ||
      !is_inside(window.row, window.height, info.grid.height)) {
    return base::fail(base::ErrorKind::kInvalidArgument,
                      fmt::format("{}: a window of {} x {} pixels at column {}, row {} leaves the "
                                  "raster of {} x {}",
                                  info.path, window.width, window.height, window.column, window.row,
                                  info.grid.width, info.grid.height));
  }
  for (const std::size_t band : bands) {
    if (band < info.bands.size()) continue;
    return base::fail(base::ErrorKind::kInvalidArgument,
                      fmt::format("{}: it has {} bands, none of number {}", info.path,
                                  info.bands.size(), band + 1));
  }
  return {};
}

std::unique_lock<std::mutex> Raster::Parts::lock_if_shared() const {
  static std::mutex vrts;
  return info.format == "VRT" ? std::unique_lock(vrts) : std::unique_lock<std::mutex>();
}

base::Result<std::vector<std::shared_ptr<const Plane>>> Raster::Parts::load(
    const Window& window, std::span<const std::size_t> bands) const {
  const auto lock = lock_if_shared();
  GdalCalls calls(place.fetcher, place.reach);
  STACMLM_TRY(const HandleLease handle, HandleLease::take(*handles));
  std::vector<std::shared_ptr<Plane>> planes;
  for (const std::size_t band : bands) {
    auto plane = std::make_shared<Plane>();
    plane->count = static_cast<std::size_t>(window.width * window.height);
    plane->bytes = plane->count * size_of(info.bands[band].type);
    plane->pixels = std::make_unique_for_overwrite<std::byte[]>(plane->bytes);
    planes.push_back(std::move(plane));
  }
  STACMLM_CHECK(read_blocks(handle, info, window, bands, planes, calls));
  for (std::size_t i = 0; i < bands.size(); ++i) {
    STACMLM_CHECK(find_valid(handle, info, sources[bands[i]], window, bands[i], *planes[i], calls));
  }
  return std::vector<std::shared_ptr<const Plane>>(planes.begin(), planes.end());
}

base::Result<Validity> Raster::read(const Window& window, std::span<const std::size_t> bands,
                                    PixelType type, std::span<std::byte> to,
                                    std::span<std::uint8_t> valid) const {
  const Info& info = parts_->info;
  STACMLM_CHECK(check_part(info, window, bands));
  const auto count = static_cast<std::size_t>(window.width * window.height);
  STACMLM_CHECK(check_buffers(count * bands.size(), type, to.size(), valid.size()));
  Seen seen;
  STACMLM_CHECK(parts_->chunks->visit(
      window, bands,
      [&](const Window& chunk, std::span<const std::shared_ptr<const Plane>> planes) {
        for (std::size_t i = 0; i < bands.size(); ++i) {
          copy_part(*planes[i], info.bands[bands[i]].type, chunk, window, type,
                    to.data() + i * count * size_of(type),
                    valid.empty() ? nullptr : valid.data() + i * count);
          seen.add(*planes[i], chunk, window);
        }
      }));
  return seen.validity();
}

base::Result<Validity> Raster::read_reduced(const Window& window,
                                            std::span<const std::size_t> bands, std::int64_t width,
                                            std::int64_t height, Resampling resampling,
                                            std::span<float> to,
                                            std::span<std::uint8_t> valid) const {
  constexpr std::int64_t kMost = 65536;
  const Info& info = parts_->info;
  STACMLM_CHECK(check_part(info, window, bands));
  if (width < 1 || height < 1 || width > kMost || height > kMost) {
    return base::fail(base::ErrorKind::kInvalidArgument,
                      fmt::format("a picture of {} x {} pixels", width, height));
  }
  const auto count = static_cast<std::size_t>(width * height);
  STACMLM_CHECK(
      check_buffers(count * bands.size(), PixelType::kFloat32, to.size_bytes(), valid.size()));
  const auto lock = parts_->lock_if_shared();
  GdalCalls calls(parts_->place.fetcher, parts_->place.reach);
  STACMLM_TRY(const HandleLease handle, HandleLease::take(*parts_->handles));
  const auto read = [&](GDALRasterBandH from, Resampling how, GDALDataType as, void* pixels) {
    GDALRasterIOExtraArg extra;
    INIT_RASTERIO_EXTRA_ARG(extra);
    extra.eResampleAlg = reading_word(how);
    return gdal.GDALRasterIOEx(from, GF_Read, static_cast<int>(window.column),
                               static_cast<int>(window.row), static_cast<int>(window.width),
                               static_cast<int>(window.height), pixels, static_cast<int>(width),
                               static_cast<int>(height), as, 0, 0, &extra) == CE_None;
  };
  std::vector<std::uint8_t> band_valid(count);
  Seen seen;
  for (std::size_t i = 0; i < bands.size(); ++i) {
    const BandSource& source = parts_->sources[bands[i]];
    const auto pixels = to.subspan(i * count, count);
    bool is_read = read(handle.values(bands[i]), resampling, GDT_Float32, pixels.data());
    std::ranges::fill(band_valid, std::uint8_t{1});
    if (is_read && source.has_mask) {
      is_read = read(handle.mask(bands[i], source.alpha), Resampling::kNearest, GDT_Byte,
                     band_valid.data());
      for (std::uint8_t& one : band_valid) one = one >= kHalf ? 1 : 0;
    }
    if (!is_read || calls.failed()) {
      return calls.error(base::ErrorKind::kIo, what(info, window, bands[i]));
    }
    const std::size_t all =
        mark_nodata(PixelType::kFloat32, std::as_writable_bytes(pixels), source.nodata, band_valid);
    seen.valid = seen.valid || all > 0;
    seen.missing = seen.missing || all < count;
    if (!valid.empty())
      std::ranges::copy(band_valid, valid.begin() + static_cast<std::ptrdiff_t>(i * count));
  }
  return seen.validity();
}

}  // namespace stacmlm::raster
