// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/raster/writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <utility>

#include "raster/gdal/types.h"
#include "raster/pixel_dispatch.h"
#include "raster/write/band_totals.h"
#include "raster/write/cog.h"
#include "raster/write/pyramid.h"

namespace stacmlm::raster {
namespace {

constexpr std::size_t kMostBands = 65535;

/// All bands of a block that is not full yet.
struct OpenBlock {
  std::vector<std::byte> pixels;
  std::int64_t missing = 0;  ///< pixels of one band
};

/// Bytes of one pixel that is nodata, or 0.
std::vector<std::byte> empty_pixel(const OutputInfo& info) {
  std::vector<std::byte> pixel(size_of(info.type));
  const double nodata = info.bands.front().nodata.value_or(0);
  convert(PixelType::kFloat64, reinterpret_cast<const std::byte*>(&nodata), info.type, pixel.data(),
          1);
  return pixel;
}

bool can_hold(PixelType type, double number) {
  bool can = false;
  with_pixel_type(type, [&]<class T>(T) {
    T pixel{};
    convert(PixelType::kFloat64, reinterpret_cast<const std::byte*>(&number), type,
            reinterpret_cast<std::byte*>(&pixel), 1);
    can =
        static_cast<double>(pixel) == number || (std::is_floating_point_v<T> && std::isnan(number));
  });
  return can;
}

base::Result<void> check_output(const std::string& path, const OutputInfo& info) {
  const auto fail = [&](const std::string& why) {
    return base::fail(base::ErrorKind::kInvalidArgument, path + ": " + why);
  };
  constexpr auto kMost = std::numeric_limits<int>::max();
  const Grid& grid = info.grid;
  if (grid.width < 1 || grid.height < 1 || grid.width > kMost || grid.height > kMost) {
    return fail(fmt::format("a raster of {} x {} pixels", grid.width, grid.height));
  }
  if (info.bands.empty() || info.bands.size() > kMostBands) {
    return fail(fmt::format("a raster of {} bands", info.bands.size()));
  }
  if (grid.georeference == Georeference::kControlPoints ||
      grid.georeference == Georeference::kRational) {
    return fail("pixels that have no place on a grid; bring them to one first");
  }
  const auto nodata = info.bands.front().nodata;
  for (const OutputBand& band : info.bands) {
    const bool is_same = band.nodata == nodata ||
                         (nodata && band.nodata && std::isnan(*nodata) && std::isnan(*band.nodata));
    if (!is_same) return fail("bands of different nodata, and GeoTIFF has one for all");
  }
  if (nodata && !can_hold(info.type, *nodata)) {
    return fail(fmt::format("nodata {} is no {}", *nodata, name_of(info.type)));
  }
  const Resampling how = info.overviews;
  if (how != Resampling::kNearest && how != Resampling::kMode && how != Resampling::kAverage)
    return fail(fmt::format("overviews by {}", name_of(how)));
  if (info.colors.empty()) return {};
  const bool is_byte = info.type == PixelType::kUInt8;
  if (info.bands.size() != 1 || (!is_byte && info.type != PixelType::kUInt16)) {
    return fail("colours are for one band of uint8 or uint16");
  }
  const bool fits = std::ranges::all_of(
      info.colors, [&](const ClassColor& color) { return !is_byte || color.value < 256; });
  return fits ? base::Result<void>() : fail("a colour for a value above 255");
}

}  // namespace

struct Writer::Parts {
  Parts(std::string name, OutputInfo output, DraftFile file, Dataset dataset, Pyramid overviews)
      : path(std::move(name)),
        info(std::move(output)),
        empty(empty_pixel(info)),
        draft(std::move(file)),
        work(std::move(dataset)),
        pyramid(std::move(overviews)),
        blocks_across((info.grid.width + kBlock - 1) / kBlock),
        blocks_down((info.grid.height + kBlock - 1) / kBlock),
        is_written(static_cast<std::size_t>(blocks_across * blocks_down)) {
    for (const OutputBand& band : info.bands) totals.emplace_back(info.type, band.nodata);
  }

  std::string path;
  OutputInfo info;
  std::vector<std::byte> empty;
  DraftFile draft;
  Dataset work;
  Pyramid pyramid;
  std::int64_t blocks_across;
  std::int64_t blocks_down;
  std::vector<bool> is_written;
  std::vector<BandTotals> totals;
  std::unordered_map<std::int64_t, OpenBlock> open;
  std::mutex mutex;
  bool is_over = false;                ///< finished, or failed
  std::optional<base::Error> failure;  ///< told to all who write after it

  [[nodiscard]] Window window_of(std::int64_t number) const {
    Window window{number % blocks_across * kBlock, number / blocks_across * kBlock, kBlock, kBlock};
    window.width = std::min(kBlock, info.grid.width - window.column);
    window.height = std::min(kBlock, info.grid.height - window.row);
    return window;
  }

  OpenBlock& block(std::int64_t number);
  base::Result<void> add(std::int64_t number, const Window& window, const std::byte* pixels,
                         GdalCalls& calls);
  base::Result<void> write_block(std::int64_t number, GdalCalls& calls);
  base::Result<void> check(const Window& window, std::size_t bytes) const;
  base::Result<Written> finish(const std::function<bool(double)>& progress);
};

OpenBlock& Writer::Parts::block(std::int64_t number) {
  OpenBlock& block = open[number];
  if (!block.pixels.empty()) return block;
  const Window window = window_of(number);
  block.missing = window.width * window.height;
  block.pixels.resize(static_cast<std::size_t>(kBlock * kBlock) * info.bands.size() * empty.size());
  const bool is_zero = std::ranges::all_of(empty, [](std::byte b) { return b == std::byte{0}; });
  for (std::size_t at = 0; !is_zero && at < block.pixels.size(); at += empty.size()) {
    std::memcpy(block.pixels.data() + at, empty.data(), empty.size());
  }
  return block;
}

/// What a window of the caller's has of a block.
base::Result<void> Writer::Parts::add(std::int64_t number, const Window& window,
                                      const std::byte* pixels, GdalCalls& calls) {
  const Window whole = window_of(number);
  const std::int64_t left = std::max(whole.column, window.column);
  const std::int64_t top = std::max(whole.row, window.row);
  const std::int64_t width =
      std::min(whole.column + whole.width, window.column + window.width) - left;
  const std::int64_t height = std::min(whole.row + whole.height, window.row + window.height) - top;
  OpenBlock& to = block(number);
  if (is_written[static_cast<std::size_t>(number)] || to.missing < width * height) {
    return base::fail(
        base::ErrorKind::kInvalidArgument,
        fmt::format("{}: pixels at column {}, row {} are written twice", path, left, top));
  }
  const std::size_t size = empty.size();
  for (std::size_t band = 0; band < info.bands.size(); ++band) {
    for (std::int64_t row = 0; row < height; ++row) {
      const auto from = static_cast<std::size_t>(
          (static_cast<std::int64_t>(band) * window.height + top + row - window.row) *
              window.width +
          left - window.column);
      const auto at = static_cast<std::size_t>(
          (static_cast<std::int64_t>(band) * kBlock + top + row - whole.row) * kBlock + left -
          whole.column);
      std::memcpy(to.pixels.data() + at * size, pixels + from * size,
                  static_cast<std::size_t>(width) * size);
    }
  }
  to.missing -= width * height;
  return to.missing == 0 ? write_block(number, calls) : base::Result<void>();
}

base::Result<void> Writer::Parts::write_block(std::int64_t number, GdalCalls& calls) {
  OpenBlock& full = open[number];
  const Window window = window_of(number);
  const std::size_t bytes = static_cast<std::size_t>(kBlock * kBlock) * empty.size();
  for (std::size_t i = 0; i < info.bands.size(); ++i) {
    std::byte* const pixels = full.pixels.data() + i * bytes;
    totals[i].add(static_cast<std::uint64_t>(number), pixels,
                  static_cast<std::size_t>(window.width), static_cast<std::size_t>(window.height),
                  static_cast<std::size_t>(kBlock));
    GDALRasterBandH band = gdal.GDALGetRasterBand(work.get(), static_cast<int>(i) + 1);
    const auto written = gdal.GDALWriteBlock(band, static_cast<int>(number % blocks_across),
                                             static_cast<int>(number / blocks_across), pixels);
    if (written != CE_None || calls.failed()) {
      return calls.error(base::ErrorKind::kIo, path + ": writing it");
    }
  }
  STACMLM_CHECK(
      pyramid.add(number % blocks_across, number / blocks_across, full.pixels.data(), calls));
  open.erase(number);
  is_written[static_cast<std::size_t>(number)] = true;
  return {};
}

base::Result<void> Writer::Parts::check(const Window& window, std::size_t bytes) const {
  const auto is_inside = [](std::int64_t begin, std::int64_t size, std::int64_t all) {
    return begin >= 0 && size >= 1 && size <= all && begin <= all - size;
  };
  if (failure) return tl::unexpected(*failure);
  if (is_over) {
    return base::fail(base::ErrorKind::kInvalidArgument, path + ": it is finished, or has failed");
  }
  if (!is_inside(window.column, window.width, info.grid.width) ||
      !is_inside(window.row, window.height, info.grid.height)) {
    return base::fail(base::ErrorKind::kInvalidArgument,
                      path + ": a window that leaves the raster");
  }
  const auto pixels = static_cast<std::size_t>(window.width * window.height) * info.bands.size();
  if (bytes != pixels * empty.size()) {
    return base::fail(
        base::ErrorKind::kInvalidArgument,
        fmt::format("{}: {} bytes for {} pixels of {}", path, bytes, pixels, name_of(info.type)));
  }
  return {};
}

base::Result<Written> Writer::Parts::finish(const std::function<bool(double)>& progress) {
  GdalCalls calls;
  std::vector<std::int64_t> begun;
  for (const auto& [number, block] : open) begun.push_back(number);
  std::ranges::sort(begun);
  for (const std::int64_t number : begun) {
    STACMLM_CHECK(write_block(number, calls));
  }
  Written written{path, 0, {}};
  for (const BandTotals& band : totals) written.bands.push_back(band.statistics());
  STACMLM_CHECK(pyramid.finish(calls));
  set_statistics(work.get(), written.bands);
  gdal.GDALFlushCache(work.get());
  if (calls.failed()) return calls.error(base::ErrorKind::kIo, path + ": writing it");
  STACMLM_TRY(DraftFile cog, DraftFile::create(path));
  STACMLM_CHECK(write_cog(work.get(), cog, path, info, progress, calls));
  STACMLM_TRY(written.bytes, cog.size());
  work.reset();
  if (info.before_place) {
    STACMLM_CHECK(info.before_place());
  }
  STACMLM_CHECK(cog.put_in_place());
  return written;
}

Writer::Writer(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Writer::~Writer() {
  // Closing flushes, and complains where it cannot.
  const GdalCalls calls;
  parts_.reset();
}

base::Result<void> Writer::write(const Window& window, std::span<const std::byte> pixels) {
  const std::lock_guard lock(parts_->mutex);
  STACMLM_CHECK(parts_->check(window, pixels.size()));
  GdalCalls calls;
  const std::int64_t last_down = (window.row + window.height - 1) / kBlock;
  const std::int64_t last_across = (window.column + window.width - 1) / kBlock;
  for (std::int64_t down = window.row / kBlock; down <= last_down; ++down) {
    for (std::int64_t across = window.column / kBlock; across <= last_across; ++across) {
      auto added = parts_->add(down * parts_->blocks_across + across, window, pixels.data(), calls);
      if (added) continue;
      parts_->is_over = true;
      parts_->failure = added.error();
      return added;
    }
  }
  return {};
}

base::Result<Written> Writer::finish(const std::function<bool(double)>& progress) {
  const std::lock_guard lock(parts_->mutex);
  if (parts_->is_over) {
    return base::fail(base::ErrorKind::kInvalidArgument,
                      parts_->path + ": it is finished, or has failed");
  }
  parts_->is_over = true;
  return parts_->finish(progress);
}

base::Result<std::unique_ptr<Writer>> create(const std::string& path, OutputInfo info) {
  STACMLM_CHECK(load_gdal());
  STACMLM_CHECK(check_output(path, info));
  STACMLM_TRY(DraftFile draft, DraftFile::create(path));
  GdalCalls calls;
  STACMLM_TRY(Dataset work, create_work_file(draft, path, info, calls));
  STACMLM_TRY(Pyramid pyramid, Pyramid::create(work.get(), path, info, calls));
  return std::make_unique<Writer>(std::make_unique<Writer::Parts>(
      path, std::move(info), std::move(draft), std::move(work), std::move(pyramid)));
}

}  // namespace stacmlm::raster
