// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "files.h"

namespace stacmlm::raster {
namespace {

Grid utm(std::int64_t width, std::int64_t height, double size = 10) {
  auto grid = make_grid(32632, {600000, 5100000}, size, width, height);
  EXPECT_TRUE(grid);
  return *grid;
}

TEST(Grid, IsTheSameByMeaning) {
  const Grid grid = utm(10, 20);
  Grid other = grid;
  EXPECT_TRUE(*is_same_grid(grid, other));
  other.geotransform[0] += 0.05;
  EXPECT_TRUE(*is_same_grid(grid, other));
  other.geotransform[0] += 1;
  EXPECT_FALSE(*is_same_grid(grid, other));
  other = grid;
  other.crs = make_grid(32633, {600000, 5100000}, 10, 10, 20)->crs;
  EXPECT_FALSE(*is_same_grid(grid, other));
  EXPECT_FALSE(*is_same_grid(grid, utm(10, 21)));
  EXPECT_TRUE(*is_same_grid(Grid{10, 20}, Grid{10, 20}));
  EXPECT_FALSE(*is_same_grid(Grid{10, 20}, grid));
}

TEST(Grid, PartsAndOtherSizesKeepTheirPlace) {
  Grid grid = utm(100, 50);
  grid.geotransform = {1000, 8, 6, 2000, 6, -8};
  EXPECT_TRUE(grid.is_rotated());
  EXPECT_EQ(grid.pixel_size(), (std::array<double, 2>{10, 10}));
  const Grid part = part_of(grid, {10, 20, 30, 5});
  EXPECT_EQ(part.width, 30);
  EXPECT_EQ(part.geotransform[0], 1000 + 80 + 120);
  EXPECT_EQ(part.geotransform[3], 2000 + 60 - 160);
  const Grid fine = resized(grid, 200, 100);
  EXPECT_EQ(fine.geotransform, (std::array<double, 6>{1000, 4, 3, 2000, 3, -4}));
}

TEST(Grid, FootprintIsInLongitudeAndLatitude) {
  const auto ring = footprint(utm(1000, 1000));
  ASSERT_TRUE(ring) << ring.error().message;
  EXPECT_EQ(ring->front(), ring->back());
  double area = 0;
  for (std::size_t i = 0; i + 1 < ring->size(); ++i) {
    const auto& [x, y] = (*ring)[i];
    EXPECT_GT(x, 10);
    EXPECT_LT(x, 10.5);
    EXPECT_GT(y, 45.8);
    EXPECT_LT(y, 46.1);
    area += x * (*ring)[i + 1][1] - (*ring)[i + 1][0] * y;
  }
  EXPECT_GT(area, 0);  // counterclockwise
  const auto degrees = footprint(*make_grid(4326, {5, 50}, 0.1, 10, 10));
  ASSERT_TRUE(degrees);
  ASSERT_EQ(degrees->size(), 5U);
  EXPECT_NEAR((*degrees)[2][0], 6, 1e-9);
  EXPECT_FALSE(footprint(Grid{10, 10}));
}

TEST(Grid, AnotherResolutionIsBroughtToTheGridOnPurpose) {
  const Folder folder;
  make_file(folder / "20m.tif", {.width = 50,
                                 .height = 40,
                                 .type = PixelType::kFloat32,
                                 .geotransform = {600000, 20, 0, 5100000, 0, -20}});
  const auto nearest = opened(open_on_grid(folder / "20m.tif", utm(100, 80), Resampling::kNearest));
  ASSERT_NE(nearest, nullptr);
  EXPECT_EQ(nearest->info().grid.width, 100);
  const Pixels pixels = read_pixels(*nearest, whole(*nearest));
  EXPECT_EQ(pixels.validity, Validity::kAll);
  for (std::size_t at = 0; at < pixels.values.size(); ++at) {
    ASSERT_EQ(pixels.values[at], gradient(1, at % 100 / 2, at / 100 / 2)) << at;
  }
  // A plane stays one under bilinear resampling, away from the edges.
  const auto linear = opened(open_on_grid(folder / "20m.tif", utm(100, 80), Resampling::kBilinear));
  const Pixels smooth = read_pixels(*linear, {10, 10, 50, 50});
  for (std::size_t at = 0; at < smooth.values.size(); ++at) {
    const double column = (10.5 + static_cast<double>(at % 50)) / 2 - 0.5;
    const std::size_t line = at / 50;
    const double row = (10.5 + static_cast<double>(line)) / 2 - 0.5;
    ASSERT_NEAR(smooth.values[at], 1000 + column + 3 * row, 1e-3) << at;
  }
}

TEST(Grid, AverageMakesOnePixelOfMany) {
  const Folder folder;
  make_file(folder / "10m.tif",
            {.width = 40, .height = 40, .type = PixelType::kFloat32, .nodata = 0},
            [](int, std::int64_t column, std::int64_t row) {
              if (row < 2) return 0.0;
              return column % 2 == 0 ? 2.0 : 4.0;
            });
  const auto raster =
      opened(open_on_grid(folder / "10m.tif", utm(20, 20, 20), Resampling::kAverage));
  const Pixels pixels = read_pixels(*raster, whole(*raster));
  EXPECT_EQ(pixels.validity, Validity::kSome);
  EXPECT_EQ(pixels.valid[5], 0);
  EXPECT_EQ(pixels.valid[20 + 5], 1);
  EXPECT_NEAR(pixels.values[20 + 5], 3, 1e-6);
}

TEST(Grid, LanczosThatMakesPixelsLargerIsRightOrRefused) {
  const Folder folder;
  make_file(folder / "10m.tif", {.width = 40, .height = 40, .type = PixelType::kFloat32},
            [](int, std::int64_t column, std::int64_t) { return column == 20 ? 2.0 : 1.0; });
  const auto coarse = open_on_grid(folder / "10m.tif", utm(20, 20, 20), Resampling::kLanczos);
  if (coarse) {
    const Pixels pixels = read_pixels(**coarse, {8, 10, 5, 1});
    EXPECT_GT(pixels.values[1], 1.05);  // the wider kernel has its part in the pixels beside
    EXPECT_LT(pixels.values[4], 1);
  } else {
    EXPECT_EQ(coarse.error().kind, base::ErrorKind::kUnsupported);
    EXPECT_NE(coarse.error().message.find("lanczos of GDAL before 3.10"), std::string::npos);
  }
  EXPECT_TRUE(open_on_grid(folder / "10m.tif", utm(80, 80, 5), Resampling::kLanczos));
}

TEST(Grid, AnotherCRSIsBroughtToTheGridOnPurpose) {
  const Folder folder;
  // Longitude and latitude as values: what is read says where it came from.
  constexpr double kStep = 0.0005;
  make_file(folder / "wgs84.tif",
            {.width = 400,
             .height = 300,
             .bands = 2,
             .type = PixelType::kFloat64,
             .epsg = 4326,
             .geotransform = {10.25, kStep, 0, 46.05, 0, -kStep}},
            [](int band, std::int64_t column, std::int64_t row) {
              return band == 1 ? 10.25 + (static_cast<double>(column) + 0.5) * kStep
                               : 46.05 - (static_cast<double>(row) + 0.5) * kStep;
            });
  const Grid grid = utm(600, 500);
  const auto raster = opened(open_on_grid(folder / "wgs84.tif", grid, Resampling::kBilinear));
  const Grid pixel = part_of(grid, {300, 400, 1, 1});
  const auto corners = footprint(pixel);
  ASSERT_TRUE(corners);
  double longitude = 0;
  double latitude = 0;
  for (std::size_t i = 0; i + 1 < corners->size(); ++i) {
    longitude += (*corners)[i][0] / static_cast<double>(corners->size() - 1);
    latitude += (*corners)[i][1] / static_cast<double>(corners->size() - 1);
  }
  EXPECT_NEAR(read_pixels(*raster, {300, 400, 1, 1}, 0).values[0], longitude, kStep / 10);
  EXPECT_NEAR(read_pixels(*raster, {300, 400, 1, 1}, 1).values[0], latitude, kStep / 10);
}

TEST(Grid, EachBandKeepsItsOwnHolesAndTheEdgeIsNotValid) {
  const Folder folder;
  make_file(folder / "a.tif",
            {.width = 20,
             .height = 20,
             .bands = 2,
             .geotransform = {600000, 20, 0, 5100000, 0, -20},
             .nodata = 7},
            [](int band, std::int64_t column, std::int64_t) {
              return (column < 10) == (band == 1) ? 7.0 : 100.0;
            });
  const auto raster = opened(open_on_grid(folder / "a.tif", utm(60, 40), Resampling::kNearest));
  const Pixels first = read_pixels(*raster, {0, 0, 60, 1}, 0);
  const Pixels second = read_pixels(*raster, {0, 0, 60, 1}, 1);
  for (std::size_t at = 0; at < 60; ++at) {
    EXPECT_EQ(first.valid[at], at >= 20 && at < 40 ? 1 : 0) << at;
    EXPECT_EQ(second.valid[at], at < 20 ? 1 : 0) << at;
    EXPECT_EQ(first.values[at], first.valid[at] * 100);
  }
}

TEST(Grid, ARotatedGridIsReadAsItStandsAndCanBeMadeUpright) {
  const Folder folder;
  make_file(folder / "a.tif", {.width = 60,
                               .height = 60,
                               .type = PixelType::kFloat32,
                               .geotransform = {600000, 8, 6, 5100000, 6, -8}});
  const auto raster = opened(open(folder / "a.tif"));
  EXPECT_TRUE(raster->info().grid.is_rotated());
  EXPECT_EQ(read_pixels(*raster, {5, 6, 1, 1}).values[0], gradient(1, 5, 6));
  const auto grid = upright_grid(folder / "a.tif");
  ASSERT_TRUE(grid) << grid.error().message;
  EXPECT_FALSE(grid->is_rotated());
  EXPECT_NEAR(grid->pixel_size()[0], 10, 1);
  const auto upright = opened(open_on_grid(folder / "a.tif", *grid, Resampling::kBilinear));
  const Pixels pixels = read_pixels(*upright, whole(*upright));
  EXPECT_EQ(pixels.validity, Validity::kSome);
  EXPECT_EQ(pixels.valid[0], 0);
}

TEST(Grid, ControlPointsAreWarpedOnlyOnPurpose) {
  const Folder folder;
  make_file(folder / "a.tif", {.width = 60, .height = 60, .type = PixelType::kFloat32});
  std::string points;
  for (const auto& [x, y] : {std::pair{0, 0}, {60, 0}, {0, 60}, {60, 60}}) {
    points += "<GCP Id=\"a\" Pixel=\"" + std::to_string(x) + "\" Line=\"" + std::to_string(y) +
              "\" X=\"" + std::to_string(600000 + 10 * x) + "\" Y=\"" +
              std::to_string(5100000 - 10 * y) + "\"/>";
  }
  write_text(folder / "a.vrt", R"(<VRTDataset rasterXSize="60" rasterYSize="60">
    <GCPList Projection="EPSG:32632">)" +
                                   points + R"(</GCPList>
    <VRTRasterBand dataType="Float32" band="1"><SimpleSource>
      <SourceFilename relativeToVRT="1">a.tif</SourceFilename><SourceBand>1</SourceBand>
    </SimpleSource></VRTRasterBand></VRTDataset>)");
  const auto raster = opened(open(folder / "a.vrt"));
  ASSERT_NE(raster, nullptr);
  EXPECT_EQ(raster->info().grid.georeference, Georeference::kControlPoints);
  EXPECT_FALSE(footprint(raster->info().grid));
  const auto grid = upright_grid(folder / "a.vrt");
  ASSERT_TRUE(grid) << grid.error().message;
  const auto upright = opened(open_on_grid(folder / "a.vrt", *grid, Resampling::kNearest));
  ASSERT_NE(upright, nullptr);
  EXPECT_EQ(read_pixels(*upright, {30, 30, 1, 1}).values[0], gradient(1, 30, 30));
}

TEST(Grid, WhatCannotBeBroughtToAGridSaysWhy) {
  const Folder folder;
  make_file(folder / "plain.tif", {.has_geotransform = false});
  make_file(folder / "far.tif", {.geotransform = {300000, 10, 0, 5100000, 0, -10}});
  make_file(folder / "rpc.tif",
            {.has_geotransform = false, .finish = [](GDALDatasetH file) {
               for (const char* name :
                    {"LINE_OFF", "SAMP_OFF", "LAT_OFF", "LONG_OFF", "HEIGHT_OFF", "LINE_SCALE",
                     "SAMP_SCALE", "LAT_SCALE", "LONG_SCALE", "HEIGHT_SCALE"}) {
                 gdal.GDALSetMetadataItem(file, name, "1", "RPC");
               }
               for (const char* name :
                    {"LINE_NUM_COEFF", "LINE_DEN_COEFF", "SAMP_NUM_COEFF", "SAMP_DEN_COEFF"}) {
                 gdal.GDALSetMetadataItem(file, name, "1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0",
                                          "RPC");
               }
             }});
  const Grid grid = utm(10, 10, 20);
  const auto kind = [&](const char* name) {
    const auto raster = open_on_grid(folder / name, grid, Resampling::kNearest);
    EXPECT_FALSE(raster) << name;
    return raster ? base::ErrorKind::kInternal : raster.error().kind;
  };
  EXPECT_EQ(kind("plain.tif"), base::ErrorKind::kInvalidArgument);
  EXPECT_EQ(kind("far.tif"), base::ErrorKind::kInvalidArgument);
  EXPECT_EQ(kind("rpc.tif"), base::ErrorKind::kUnsupported);
  EXPECT_EQ(opened(open(folder / "rpc.tif"))->info().grid.georeference, Georeference::kRational);
}

}  // namespace
}  // namespace stacmlm::raster
