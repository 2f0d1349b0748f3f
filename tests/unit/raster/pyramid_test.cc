// SPDX-License-Identifier: Apache-2.0
// Overviews that are made while a raster comes into being.
#include "raster/write/pyramid.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>

#include "files.h"
#include "raster/pixel_dispatch.h"

namespace stacmlm::raster {
namespace {

constexpr auto kNan = std::numeric_limits<double>::quiet_NaN();

template <class T>
std::vector<T> halved(PixelType type, Resampling how, std::optional<double> nodata,
                      const std::vector<T>& pixels, std::int64_t width) {
  const auto height = static_cast<std::int64_t>(pixels.size()) / width;
  std::vector<T> made(static_cast<std::size_t>((width + 1) / 2 * ((height + 1) / 2)));
  halve(type, how, nodata, reinterpret_cast<const std::byte*>(pixels.data()), width, height, width,
        reinterpret_cast<std::byte*>(made.data()));
  return made;
}

using Bytes = std::vector<std::uint8_t>;
using Floats = std::vector<float>;

Bytes mode_of(const Bytes& pixels, std::int64_t width, std::optional<double> nodata = 9) {
  return halved(PixelType::kUInt8, Resampling::kMode, nodata, pixels, width);
}

TEST(Halve, ClassesAreTheMostFrequentOfTheValid) {
  EXPECT_EQ(mode_of({1, 2, 2, 3}, 2), Bytes{2});
  EXPECT_EQ(mode_of({1, 2, 3, 1}, 2), Bytes{1});
  EXPECT_EQ(mode_of({3, 2, 2, 3}, 2), Bytes{3}) << "the first of equals";
  EXPECT_EQ(mode_of({9, 9, 9, 4}, 2), Bytes{4});
  EXPECT_EQ(mode_of({9, 9, 9, 9}, 2), Bytes{9});
  EXPECT_EQ(mode_of({9, 9, 9, 4}, 2, std::nullopt), Bytes{9});
}

TEST(Halve, EdgesHaveFewerPixels) {
  EXPECT_EQ(mode_of({1, 1, 5, 1, 1, 5, 7, 7, 6}, 3), (Bytes{1, 5, 7, 6}));
  EXPECT_EQ(mode_of({1, 2, 2}, 1), (Bytes{1, 2}));
  EXPECT_EQ(mode_of({4}, 1), Bytes{4});
}

TEST(Halve, NumbersAreTheMeanOfTheValid) {
  const auto mean = [](const Floats& pixels, std::optional<double> nodata) {
    return halved(PixelType::kFloat32, Resampling::kAverage, nodata, pixels, 2).front();
  };
  const auto nan = static_cast<float>(kNan);
  EXPECT_EQ(mean({1, 2, 3, 6}, kNan), 3);
  EXPECT_EQ(mean({nan, 2, nan, 6}, kNan), 4);
  EXPECT_EQ(mean({-1, 2, 3, 6}, -1), 11.0F / 3);
  EXPECT_EQ(mean({std::numeric_limits<float>::infinity(), 2, 2, 2}, kNan), 2);
  EXPECT_TRUE(std::isnan(mean({nan, nan, nan, nan}, kNan)));
  constexpr auto kMost = std::numeric_limits<std::uint64_t>::max();
  EXPECT_EQ(halved<std::uint64_t>(PixelType::kUInt64, Resampling::kAverage, {},
                                  {kMost, kMost, kMost, kMost - 1}, 2),
            std::vector<std::uint64_t>{kMost});
  EXPECT_EQ(halved<std::int16_t>(PixelType::kInt16, Resampling::kAverage, {}, {-1, -2, -1, -1}, 2),
            std::vector<std::int16_t>{-1});
  EXPECT_EQ(halved<std::uint8_t>(PixelType::kUInt8, Resampling::kNearest, 1, {1, 2, 3, 4}, 2),
            Bytes{2});
}

/// All overviews of the only band, the largest first.
std::vector<Bytes> overviews_of(const std::string& path) {
  const Dataset file(gdal.GDALOpenEx(path.c_str(), GDAL_OF_RASTER, nullptr, nullptr, nullptr));
  GDALRasterBandH band = gdal.GDALGetRasterBand(file.get(), 1);
  std::vector<Bytes> all;
  for (int i = 0; i < gdal.GDALGetOverviewCount(band); ++i) {
    GDALRasterBandH one = gdal.GDALGetOverview(band, i);
    const int width = gdal.GDALGetRasterBandXSize(one);
    const int height = gdal.GDALGetRasterBandYSize(one);
    Bytes& pixels =
        all.emplace_back(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    EXPECT_EQ(gdal.GDALRasterIO(one, GF_Read, 0, 0, width, height, pixels.data(), width, height,
                                GDT_Byte, 0, 0),
              CE_None);
  }
  return all;
}

/// Of sizes with blocks that are cut, and tiles some of which are never written.
TEST(Pyramid, EachLevelIsMadeOfTheOneBelow) {
  const Folder folder;
  const Grid grid{.width = 2111, .height = 1607};
  std::mt19937 random(5);
  Bytes all(static_cast<std::size_t>(grid.width * grid.height), 255);
  const std::string path = folder / "a.tif";
  auto writer =
      create(path, {.grid = grid, .bands = {{.nodata = 255}}, .overviews = Resampling::kMode});
  ASSERT_TRUE(writer) << writer.error().message;
  std::vector<Window> tiles;
  for (std::int64_t y = 0; y < grid.height; y += 300)
    for (std::int64_t x = 0; x < grid.width; x += 300)
      tiles.push_back({x, y, std::min<std::int64_t>(300, grid.width - x),
                       std::min<std::int64_t>(300, grid.height - y)});
  std::shuffle(tiles.begin(), tiles.end(), random);
  for (const Window& tile : tiles) {
    if (tile.column < 1200 && tile.row < 900) continue;
    Bytes pixels(static_cast<std::size_t>(tile.width * tile.height));
    for (std::size_t i = 0; i < pixels.size(); ++i) {
      pixels[i] = static_cast<std::uint8_t>(random() % 4 == 3 ? 255 : random() % 3);
      const auto at = static_cast<std::int64_t>(i);
      all[static_cast<std::size_t>((tile.row + at / tile.width) * grid.width + tile.column +
                                   at % tile.width)] = pixels[i];
    }
    ASSERT_TRUE((*writer)->write(tile, std::span<const std::uint8_t>(pixels)));
  }
  ASSERT_TRUE((*writer)->finish());
  const std::vector<Bytes> overviews = overviews_of(path);
  ASSERT_EQ(overviews.size(), 3U);
  std::int64_t width = grid.width;
  for (const Bytes& overview : overviews) {
    all = mode_of(all, width, 255);
    width = (width + 1) / 2;
    ASSERT_EQ(overview.size(), all.size());
    EXPECT_TRUE(overview == all) << "of " << width << " columns";
  }
}

TEST(Pyramid, RefusesWaysThatItDoesNotKnow) {
  const Folder folder;
  OutputInfo info;
  info.grid.width = 9;
  info.grid.height = 9;
  info.bands.emplace_back();
  info.overviews = Resampling::kCubic;
  EXPECT_FALSE(create(folder / "a.tif", info));
}

}  // namespace
}  // namespace stacmlm::raster
