// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/raster/writer.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <random>

#include "files.h"

namespace stacmlm::raster {
namespace {

Grid utm(std::int64_t width, std::int64_t height) {
  return *make_grid(32632, {600000, 5100000}, 10, width, height);
}

template <class T>
T value_at(std::size_t band, std::int64_t column, std::int64_t row) {
  return static_cast<T>(gradient(static_cast<int>(band), column, row));
}

std::vector<Window> tiles_of(const Grid& grid, std::int64_t size) {
  std::vector<Window> tiles;
  for (std::int64_t row = 0; row < grid.height; row += size) {
    for (std::int64_t column = 0; column < grid.width; column += size) {
      tiles.push_back(
          {column, row, std::min(size, grid.width - column), std::min(size, grid.height - row)});
    }
  }
  return tiles;
}

template <class T>
void write_tiles(Writer& writer, const std::vector<Window>& tiles, std::size_t bands) {
  for (const Window& tile : tiles) {
    std::vector<T> pixels;
    for (std::size_t band = 0; band < bands; ++band) {
      for (std::int64_t y = 0; y < tile.height; ++y) {
        for (std::int64_t x = 0; x < tile.width; ++x) {
          pixels.push_back(value_at<T>(band, tile.column + x, tile.row + y));
        }
      }
    }
    const auto written = writer.write(tile, std::span<const T>(pixels));
    ASSERT_TRUE(written) << written.error().message;
  }
}

std::string bytes_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// Where the parts of a GeoTIFF lie, as GDAL's own check of COGs asks for them.
struct Offsets {
  std::vector<std::uint64_t> first_block;  ///< of the raster, then of each overview
};

Offsets offsets_of(const std::string& path) {
  Offsets offsets;
  const GdalCalls calls;
  const Dataset file(gdal.GDALOpenEx(path.c_str(), GDAL_OF_RASTER, nullptr, nullptr, nullptr));
  GDALRasterBandH band = gdal.GDALGetRasterBand(file.get(), 1);
  const auto add = [&](GDALRasterBandH of) {
    offsets.first_block.push_back(
        std::stoull(text_of(gdal.GDALGetMetadataItem(of, "BLOCK_OFFSET_0_0", "TIFF"))));
  };
  add(band);
  for (int i = 0; i < gdal.GDALGetOverviewCount(band); ++i) add(gdal.GDALGetOverview(band, i));
  return offsets;
}

TEST(Writer, EveryPixelComesBack) {
  const Folder folder;
  const Grid grid = utm(1203, 777);
  const std::string path = folder / "a.tif";
  auto writer = create(path, {.grid = grid,
                              .type = PixelType::kFloat32,
                              .bands = {{.name = "water", .unit = "m"}, {.name = "land"}}});
  ASSERT_TRUE(writer) << writer.error().message;
  write_tiles<float>(**writer, tiles_of(grid, 250), 2);
  const auto written = (*writer)->finish();
  ASSERT_TRUE(written) << written.error().message;
  EXPECT_EQ(written->bytes, std::filesystem::file_size(path));
  EXPECT_EQ(folder.names(), std::vector<std::string>{"a.tif"});
  const auto raster = opened(open(path));
  EXPECT_TRUE(*is_same_grid(raster->info().grid, grid));
  EXPECT_EQ(raster->info().bands[0].name, "water");
  EXPECT_EQ(raster->info().bands[0].unit, "m");
  EXPECT_EQ(raster->info().bands[1].name, "land");
  for (std::size_t band = 0; band < 2; ++band) {
    const Pixels pixels = read_pixels(*raster, whole(*raster), band);
    for (std::size_t at = 0; at < pixels.values.size(); ++at) {
      ASSERT_EQ(pixels.values[at], value_at<float>(band, at % 1203, at / 1203));
    }
  }
}

TEST(Writer, TheFileIsCloudOptimized) {
  const Folder folder;
  const Grid grid = utm(2100, 1100);
  const std::string path = folder / "a.tif";
  auto writer = create(path, {.grid = grid, .bands = {{}}});
  write_tiles<std::uint8_t>(**writer, tiles_of(grid, 512), 1);
  ASSERT_TRUE((*writer)->finish());
  const Info info = opened(open(path))->info();
  EXPECT_EQ(info.block_width, 512);
  EXPECT_EQ(info.block_height, 512);
  EXPECT_EQ(info.compression, "DEFLATE");
  EXPECT_EQ(info.overviews, 3);
  EXPECT_NE(bytes_of(path).substr(0, 1024).find("LAYOUT=IFDS_BEFORE_DATA"), std::string::npos);
  // All directories lie before all pixels, and smaller pictures before larger ones.
  const auto offsets = offsets_of(path).first_block;
  EXPECT_TRUE(std::ranges::is_sorted(offsets, std::greater<>()));
}

TEST(Writer, TheOrderOfWindowsChangesNothing) {
  const Folder folder;
  const Grid grid = utm(1300, 1100);
  auto tiles = tiles_of(grid, 300);
  std::vector<std::string> files;
  for (unsigned seed = 0; seed < 3; ++seed) {
    const std::string path = folder / "a.tif";
    auto writer = create(path, {.grid = grid, .type = PixelType::kFloat64, .bands = {{}}});
    write_tiles<double>(**writer, tiles, 1);
    ASSERT_TRUE((*writer)->finish());
    files.push_back(bytes_of(path));
    std::shuffle(tiles.begin(), tiles.end(), std::mt19937(seed));
  }
  EXPECT_EQ(files[0], files[1]);
  EXPECT_EQ(files[0], files[2]);
}

TEST(Writer, StatisticsAreThoseOfTheValidPixels) {
  const Folder folder;
  const Grid grid = utm(700, 600);
  const std::string path = folder / "a.tif";
  auto writer =
      create(path, {.grid = grid, .bands = {{.nodata = 255}}, .overviews = Resampling::kMode});
  std::vector<std::uint8_t> pixels(700 * 500);
  for (std::size_t at = 0; at < pixels.size(); ++at) {
    pixels[at] = at < 700 ? 255 : static_cast<std::uint8_t>(at % 3 * 2);
  }
  ASSERT_TRUE((*writer)->write({0, 0, 700, 500}, std::span<const std::uint8_t>(pixels)));
  const auto written = (*writer)->finish();
  ASSERT_TRUE(written) << written.error().message;
  const Statistics& band = written->bands[0];
  EXPECT_EQ(band.valid, 700U * 499);
  EXPECT_EQ(band.minimum, 0);
  EXPECT_EQ(band.maximum, 4);
  double mean = 0;
  for (std::size_t at = 700; at < pixels.size(); ++at) mean += pixels[at];
  mean /= 700 * 499;
  EXPECT_NEAR(band.mean, mean, 1e-12);
  double squares = 0;
  for (std::size_t at = 700; at < pixels.size(); ++at) squares += std::pow(pixels[at] - mean, 2);
  EXPECT_NEAR(band.stddev, std::sqrt(squares / (700 * 499)), 1e-12);
  ASSERT_EQ(band.counts.size(), 256U);
  EXPECT_EQ(band.counts[0] + band.counts[2] + band.counts[4], band.valid);
  EXPECT_EQ(band.counts[255], 0U);
  // They stand in the file, too.
  const Dataset file(gdal.GDALOpenEx(path.c_str(), GDAL_OF_RASTER, nullptr, nullptr, nullptr));
  GDALRasterBandH in_file = gdal.GDALGetRasterBand(file.get(), 1);
  EXPECT_EQ(text_of(gdal.GDALGetMetadataItem(in_file, "STATISTICS_MAXIMUM", nullptr)), "4");
  // What was never written is nodata.
  EXPECT_EQ(read_pixels(*opened(open(path)), {0, 500, 700, 100}).validity, Validity::kNone);
}

TEST(Writer, ColoursNodataScaleAndMetadata) {
  const Folder folder;
  const Grid grid = utm(30, 20);
  auto writer = create(folder / "a.tif",
                       {.grid = grid,
                        .bands = {{.name = "class", .nodata = 0, .scale = 0.5, .offset = 1.0}},
                        .colors = {{1, {255, 0, 0, 255}}, {7, {0, 128, 255, 255}}},
                        .metadata = {{"MODEL", "unet"}}});
  ASSERT_TRUE(writer) << writer.error().message;
  const std::vector<std::uint8_t> pixels(600, 7);
  ASSERT_TRUE((*writer)->write({0, 0, 30, 20}, std::span<const std::uint8_t>(pixels)));
  ASSERT_TRUE((*writer)->finish());
  const Info info = opened(open(folder / "a.tif"))->info();
  ASSERT_GT(info.colors.size(), 7U);
  EXPECT_EQ(info.colors[7].rgba, (std::array<std::uint8_t, 4>{0, 128, 255, 255}));
  EXPECT_EQ(info.bands[0].color, "palette");
  EXPECT_EQ(info.bands[0].nodata, 0);
  EXPECT_EQ(info.bands[0].scale, 0.5);
  EXPECT_EQ(info.bands[0].offset, 1);
}

template <class T>
void comes_back(PixelType type) {
  const Folder folder;
  auto writer = create(folder / "a.tif", {.grid = utm(3, 1), .type = type, .bands = {{}}});
  ASSERT_TRUE(writer) << writer.error().message;
  const std::vector<T> pixels{std::numeric_limits<T>::lowest(), T{1},
                              std::numeric_limits<T>::max()};
  ASSERT_TRUE((*writer)->write({0, 0, 3, 1}, std::span<const T>(pixels)));
  const auto written = (*writer)->finish();
  ASSERT_TRUE(written) << name_of(type) << written.error().message;
  const auto raster = opened(open(folder / "a.tif"));
  EXPECT_EQ(raster->info().bands[0].type, type) << name_of(type);
  std::vector<T> back(3);
  const std::size_t band = 0;
  ASSERT_TRUE(
      raster->read({0, 0, 3, 1}, {&band, 1}, type, std::as_writable_bytes(std::span(back)), {}));
  EXPECT_EQ(back, pixels) << name_of(type);
}

TEST(Writer, WritesEveryType) {
  comes_back<std::uint8_t>(PixelType::kUInt8);
  comes_back<std::int8_t>(PixelType::kInt8);
  comes_back<std::uint16_t>(PixelType::kUInt16);
  comes_back<std::int16_t>(PixelType::kInt16);
  comes_back<std::uint32_t>(PixelType::kUInt32);
  comes_back<std::int32_t>(PixelType::kInt32);
  comes_back<std::uint64_t>(PixelType::kUInt64);
  comes_back<std::int64_t>(PixelType::kInt64);
  comes_back<float>(PixelType::kFloat32);
  comes_back<double>(PixelType::kFloat64);
}

TEST(Writer, WhatIsNotFinishedLeavesNothing) {
  const Folder folder;
  write_text(folder / "a.tif", "before");
  {
    auto writer = create(folder / "a.tif", {.grid = utm(600, 600), .bands = {{}}});
    write_tiles<std::uint8_t>(**writer, tiles_of(utm(600, 300), 300), 1);
  }
  EXPECT_EQ(folder.names(), std::vector<std::string>{"a.tif"});
  EXPECT_EQ(bytes_of(folder / "a.tif"), "before");
  {
    auto writer = create(folder / "a.tif", {.grid = utm(2000, 2000), .bands = {{}}});
    const auto stopped = (*writer)->finish([](double part) { return part < 0.5; });
    ASSERT_FALSE(stopped);
    EXPECT_FALSE((*writer)->finish());
  }
  EXPECT_EQ(folder.names(), std::vector<std::string>{"a.tif"});
  EXPECT_EQ(bytes_of(folder / "a.tif"), "before");
}

// In a process of its own, for the limit holds for all that it writes. 0: an Error, as it should
// be.
int write_with_little_room(const std::string& path, rlim_t bytes) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit room{bytes, bytes};
    ::setrlimit(RLIMIT_FSIZE, &room);
    const Grid grid = utm(1500, 1500);
    auto writer = create(path, {.grid = grid, .type = PixelType::kFloat32, .bands = {{}}});
    if (!writer) ::_exit(0);
    std::mt19937 random(1);
    for (const Window& tile : tiles_of(grid, 512)) {
      std::vector<float> pixels(static_cast<std::size_t>(tile.width * tile.height));
      for (float& pixel : pixels) pixel = static_cast<float>(random());
      if (!(*writer)->write(tile, std::span<const float>(pixels))) ::_exit(0);
    }
    const auto written = (*writer)->finish();
    ::_exit(written ? 1 : 0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(Writer, AFullDiskIsAnError) {
  ASSERT_TRUE(load_gdal());
  const Folder folder;
  int failed = 0;
  for (const rlim_t bytes : {0, 3000, 500'000, 5'000'000, 8'000'000, 9'000'000, 10'000'000,
                             10'500'000, 11'000'000, 12'000'000}) {
    const int ended = write_with_little_room(folder / "a.tif", bytes);
    ASSERT_GE(ended, 0) << bytes;
    failed += ended == 0 ? 1 : 0;
    if (ended == 0) {
      EXPECT_EQ(folder.names(), std::vector<std::string>{}) << bytes;
      continue;
    }
    // What says that it is whole has every pixel.
    const auto raster = opened(open(folder / "a.tif"));
    std::mt19937 random(1);
    for (const Window& tile : tiles_of(raster->info().grid, 512)) {
      for (const float value : read_pixels(*raster, tile).values) {
        ASSERT_EQ(value, static_cast<float>(random())) << bytes;
      }
    }
    std::filesystem::remove(folder / "a.tif");
  }
  EXPECT_GE(failed, 5);
}

TEST(Writer, RefusesWhatCannotBeWritten) {
  const Folder folder;
  const auto refused = [&](OutputInfo info) {
    return !create(folder / "a.tif", std::move(info)).has_value();
  };
  EXPECT_TRUE(refused({.grid = utm(0, 1), .bands = {{}}}));
  EXPECT_TRUE(refused({.grid = utm(1, 1), .bands = {}}));
  EXPECT_TRUE(refused({.grid = utm(1, 1), .bands = {{.nodata = 0}, {.nodata = 1}}}));
  EXPECT_TRUE(refused({.grid = utm(1, 1), .bands = {{.nodata = 256}}}));
  EXPECT_TRUE(refused({.grid = utm(1, 1), .bands = {{}, {}}, .colors = {{1, {}}}}));
  EXPECT_TRUE(refused({.grid = utm(1, 1), .bands = {{}}, .colors = {{256, {}}}}));
  EXPECT_EQ(create(folder / "none/a.tif", {.grid = utm(1, 1), .bands = {{}}}).error().kind,
            base::ErrorKind::kNotFound);
  auto writer = create(folder / "a.tif", {.grid = utm(10, 10), .bands = {{}}});
  const std::vector<std::uint8_t> pixels(100);
  const std::span<const std::uint8_t> all(pixels);
  EXPECT_FALSE((*writer)->write({5, 5, 10, 10}, all));
  EXPECT_FALSE((*writer)->write({0, 0, 10, 9}, all));
  ASSERT_TRUE((*writer)->write({0, 0, 10, 10}, all));
  EXPECT_FALSE((*writer)->write({0, 0, 10, 10}, all));
}

TEST(Preview, IsSmallAndShowsTheClasses) {
  const Folder folder;
  const Grid grid = utm(2000, 1000);
  auto writer = create(folder / "a.tif", {.grid = grid,
                                          .bands = {{.nodata = 0}},
                                          .colors = {{1, {255, 0, 0, 255}}, {2, {0, 0, 255, 255}}},
                                          .overviews = Resampling::kNearest});
  std::vector<std::uint8_t> pixels(2000 * 1000);
  for (std::size_t at = 0; at < pixels.size(); ++at) {
    const std::size_t column = at % 2000;
    pixels[at] = column < 500 ? 0 : column < 1000 ? 1 : 2;
  }
  ASSERT_TRUE((*writer)->write({0, 0, 2000, 1000}, std::span<const std::uint8_t>(pixels)));
  ASSERT_TRUE((*writer)->finish());
  const auto made = write_preview(*opened(open(folder / "a.tif")), folder / "a.png");
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(folder.names(), (std::vector<std::string>{"a.png", "a.tif"}));
  const auto picture = opened(open(folder / "a.png"));
  EXPECT_EQ(picture->info().grid.width, 1024);
  EXPECT_EQ(picture->info().grid.height, 512);
  ASSERT_EQ(picture->info().bands.size(), 4U);
  EXPECT_EQ(read_pixels(*picture, {100, 100, 1, 1}, 3).values[0], 0);
  EXPECT_EQ(read_pixels(*picture, {300, 100, 1, 1}, 0).values[0], 255);
  EXPECT_EQ(read_pixels(*picture, {900, 100, 1, 1}, 0).values[0], 0);
  EXPECT_EQ(read_pixels(*picture, {900, 100, 1, 1}, 2).values[0], 255);
}

TEST(Preview, StretchesMeasures) {
  const Folder folder;
  make_file(folder / "a.tif", {.width = 300, .height = 100, .bands = 4});
  const auto made = write_preview(*opened(open(folder / "a.tif")), folder / "a.png", 50);
  ASSERT_TRUE(made) << made.error().message;
  const auto picture = opened(open(folder / "a.png"));
  EXPECT_EQ(picture->info().grid.width, 50);
  EXPECT_EQ(picture->info().grid.height, 17);
  EXPECT_LT(read_pixels(*picture, {0, 0, 1, 1}).values[0], 30);
  EXPECT_GT(read_pixels(*picture, {49, 16, 1, 1}).values[0], 225);
}

}  // namespace
}  // namespace stacmlm::raster
