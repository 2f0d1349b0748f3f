// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <cmath>
#include <limits>
#include <random>
#include <thread>

#include "files.h"

namespace stacmlm::raster {
namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

std::int64_t below(std::mt19937& random, std::int64_t limit) {
  return static_cast<std::int64_t>(random()) % limit;
}

struct Layout {
  const char* name;
  std::vector<std::pair<std::string, std::string>> options;
};

std::vector<Layout> layouts() {
  return {{"strips of one row", {{"BLOCKYSIZE", "1"}, {"COMPRESS", "DEFLATE"}}},
          {"one strip", {{"BLOCKYSIZE", "601"}, {"COMPRESS", "DEFLATE"}}},
          {"strips, not packed", {{"BLOCKYSIZE", "7"}}},
          {"blocks, band by band",
           {{"TILED", "YES"}, {"BLOCKXSIZE", "128"}, {"BLOCKYSIZE", "64"}, {"INTERLEAVE", "BAND"}}},
          {"blocks, pixel by pixel",
           {{"TILED", "YES"}, {"COMPRESS", "ZSTD"}, {"PREDICTOR", "2"}, {"INTERLEAVE", "PIXEL"}}}};
}

TEST(Read, EveryWindowOfEveryLayoutIsWhatWasWritten) {
  const Folder folder;
  for (const auto& layout : layouts()) {
    const std::string path = folder / "a.tif";
    make_file(path, {.width = 797, .height = 601, .bands = 3, .options = layout.options});
    const auto raster = opened(open(path, {nullptr, 1U << 20U}));
    std::mt19937 random(7);
    for (int i = 0; i < 40; ++i) {
      Window window{below(random, 797), below(random, 601), 0, 0};
      window.width = 1 + below(random, std::min<std::int64_t>(300, 797 - window.column));
      window.height = 1 + below(random, std::min<std::int64_t>(300, 601 - window.row));
      const std::array<std::size_t, 2> bands{2, 0};
      const auto count = static_cast<std::size_t>(window.width * window.height);
      std::vector<float> values(count * 2);
      std::vector<std::uint8_t> valid(count * 2);
      const auto read = raster->read(window, bands, values, valid);
      ASSERT_TRUE(read) << layout.name << read.error().message;
      ASSERT_EQ(*read, Validity::kAll);
      for (std::size_t at = 0; at < values.size(); ++at) {
        const auto column = window.column + static_cast<std::int64_t>(at % count) % window.width;
        const auto row = window.row + static_cast<std::int64_t>(at % count) / window.width;
        ASSERT_EQ(values[at], gradient(at < count ? 3 : 1, column, row)) << layout.name;
        ASSERT_EQ(valid[at], 1);
      }
    }
  }
}

TEST(Read, ThreadsReadOneRaster) {
  const Folder folder;
  make_file(folder / "a.tif",
            {.width = 1500, .height = 900, .bands = 2, .options = {{"COMPRESS", "DEFLATE"}}});
  const auto raster = opened(open(folder / "a.tif", {nullptr, 1U << 18U}));
  std::atomic<int> wrong{0};
  std::vector<std::thread> threads;
  for (unsigned seed = 0; seed < 4; ++seed) {
    threads.emplace_back([&, seed] {
      std::mt19937 random(seed);
      for (int i = 0; i < 50; ++i) {
        const Window window{below(random, 1372), below(random, 772), 128, 128};
        const std::size_t band = random() % 2;
        std::vector<float> values(128 * 128);
        if (!raster->read(window, {&band, 1}, values, {})) ++wrong;
        for (std::int64_t at = 0; at < 128 * 128; ++at) {
          if (values[static_cast<std::size_t>(at)] != gradient(static_cast<int>(band) + 1,
                                                               window.column + at % 128,
                                                               window.row + at / 128)) {
            ++wrong;
          }
        }
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

TEST(Read, SaysWhatTheFileSays) {
  const Folder folder;
  make_file(folder / "a.tif",
            {.width = 33, .height = 21, .bands = 2, .nodata = 0, .finish = [](GDALDatasetH file) {
               GDALRasterBandH band = gdal.GDALGetRasterBand(file, 1);
               gdal.GDALSetDescription(band, "B04");
               gdal.GDALSetRasterScale(band, 0.0001);
               gdal.GDALSetRasterOffset(band, -0.1);
               gdal.GDALSetRasterUnitType(band, "1");
               gdal.GDALSetMetadataItem(band, "CENTRAL_WAVELENGTH_UM", "0.665", "IMAGERY");
             }});
  const auto raster = opened(open(folder / "a.tif"));
  const Info& info = raster->info();
  EXPECT_EQ(info.format, "GTiff");
  EXPECT_EQ(info.grid.width, 33);
  EXPECT_EQ(info.grid.height, 21);
  EXPECT_EQ(info.grid.epsg, 32632);
  EXPECT_EQ(info.grid.georeference, Georeference::kGeotransform);
  EXPECT_FALSE(info.grid.is_rotated());
  ASSERT_EQ(info.bands.size(), 2U);
  EXPECT_EQ(info.bands[0].name, "B04");
  EXPECT_EQ(info.bands[0].type, PixelType::kUInt16);
  EXPECT_EQ(info.bands[0].nodata, 0);
  EXPECT_EQ(info.bands[0].scale, 0.0001);
  EXPECT_EQ(info.bands[0].offset, -0.1);
  EXPECT_EQ(info.bands[0].center_wavelength, 0.665);
  EXPECT_EQ(info.bands[1].scale, std::nullopt);
}

TEST(Read, NodataAndNaNAreNotValidAndRead0) {
  const Folder folder;
  make_file(folder / "a.tif", {.type = PixelType::kFloat32, .nodata = -9999.0},
            [](int, std::int64_t column, std::int64_t row) {
              if (row == 0) return -9999.0;
              return column == 3 ? static_cast<double>(kNaN) : gradient(0, column, row);
            });
  const auto raster = opened(open(folder / "a.tif"));
  EXPECT_EQ(read_pixels(*raster, {0, 0, 10, 1}).validity, Validity::kNone);
  EXPECT_EQ(read_pixels(*raster, {4, 1, 6, 9}).validity, Validity::kAll);
  const Pixels pixels = read_pixels(*raster, {0, 0, 10, 10});
  EXPECT_EQ(pixels.validity, Validity::kSome);
  for (std::size_t at = 0; at < 100; ++at) {
    const bool is_valid = at >= 10 && at % 10 != 3;
    EXPECT_EQ(pixels.valid[at], is_valid ? 1 : 0) << at;
    EXPECT_EQ(pixels.values[at], is_valid ? gradient(0, at % 10, at / 10) : 0) << at;
  }
}

TEST(Read, NodataThatThePixelsCannotHoldStandsNowhere) {
  const Folder folder;
  make_file(folder / "a.tif", {.type = PixelType::kUInt8, .nodata = -9999.0},
            [](int, std::int64_t column, std::int64_t) { return static_cast<double>(column); });
  EXPECT_EQ(read_pixels(*opened(open(folder / "a.tif")), {0, 0, 10, 10}).validity, Validity::kAll);
}

TEST(Read, AlphaBandAndMaskSayWhatIsValid) {
  const Folder folder;
  make_file(folder / "alpha.tif",
            {.bands = 2, .type = PixelType::kUInt8, .options = {{"ALPHA", "YES"}}},
            [](int band, std::int64_t column, std::int64_t) {
              return band == 2 ? (column < 4 ? 0.0 : 255.0) : 9.0;
            });
  write_text(folder / "mask.vrt", R"(<VRTDataset rasterXSize="10" rasterYSize="10">
    <VRTRasterBand dataType="Byte" band="1"><SimpleSource>
      <SourceFilename relativeToVRT="1">alpha.tif</SourceFilename><SourceBand>1</SourceBand>
    </SimpleSource></VRTRasterBand>
    <MaskBand><VRTRasterBand dataType="Byte"><SimpleSource>
      <SourceFilename relativeToVRT="1">alpha.tif</SourceFilename><SourceBand>2</SourceBand>
    </SimpleSource></VRTRasterBand></MaskBand></VRTDataset>)");
  for (const char* name : {"alpha.tif", "mask.vrt"}) {
    const auto raster = opened(open(folder / name));
    EXPECT_TRUE(raster->info().bands[0].has_mask) << name;
    const Pixels pixels = read_pixels(*raster, {2, 0, 4, 1});
    EXPECT_EQ(pixels.valid, (std::vector<std::uint8_t>{0, 0, 1, 1})) << name;
    EXPECT_EQ(pixels.values, (std::vector<float>{0, 0, 9, 9})) << name;
  }
  EXPECT_EQ(read_pixels(*opened(open(folder / "alpha.tif")), {0, 0, 10, 1}, 1).validity,
            Validity::kAll);
}

TEST(Read, AlphaSaysWhatIsValidInFilesOfAnyNumberOfBands) {
  const Folder folder;
  FileForm form{.bands = 5, .type = PixelType::kUInt16};
  form.finish = [](GDALDatasetH file) {
    gdal.GDALSetRasterColorInterpretation(gdal.GDALGetRasterBand(file, 5), GCI_AlphaBand);
  };
  make_file(folder / "five.tif", form, [](int band, std::int64_t column, std::int64_t) {
    return band == 5 ? (column < 4 ? 0.0 : 65535.0) : 9.0;
  });
  const auto raster = opened(open(folder / "five.tif"));
  ASSERT_EQ(raster->info().bands[4].color, "alpha");
  for (const std::size_t band : {std::size_t{0}, std::size_t{3}}) {
    const Pixels pixels = read_pixels(*raster, {2, 0, 4, 1}, band);
    EXPECT_EQ(pixels.valid, (std::vector<std::uint8_t>{0, 0, 1, 1}));
    EXPECT_EQ(pixels.values, (std::vector<float>{0, 0, 9, 9}));
  }
}

TEST(Read, ABandThatIsNamedIsNoAlpha) {
  const Folder folder;
  FileForm form{.bands = 2, .type = PixelType::kUInt8, .options = {{"ALPHA", "YES"}}};
  form.finish = [](GDALDatasetH file) {
    gdal.GDALSetDescription(gdal.GDALGetRasterBand(file, 2), "B08");
  };
  make_file(folder / "nir.tif", form, [](int band, std::int64_t column, std::int64_t) {
    return band == 2 ? static_cast<double>(column) : 9.0;
  });
  const auto raster = opened(open(folder / "nir.tif"));
  EXPECT_EQ(raster->info().bands[1].color, "");
  EXPECT_FALSE(raster->info().bands[0].has_mask);
  EXPECT_EQ(read_pixels(*raster, {0, 0, 10, 1}).validity, Validity::kAll);
  const Pixels nir = read_pixels(*raster, {0, 0, 4, 1}, 1);
  EXPECT_EQ(nir.validity, Validity::kAll);
  EXPECT_EQ(nir.values, (std::vector<float>{0, 1, 2, 3}));
}

TEST(Read, GivesNativeAndOtherTypes) {
  const Folder folder;
  make_file(folder / "a.tif", {.width = 4, .height = 1, .type = PixelType::kFloat64},
            [](int, std::int64_t column, std::int64_t) {
              return std::array{-1.5, 2.5, 300.7, 1e12}[static_cast<std::size_t>(column)];
            });
  const auto raster = opened(open(folder / "a.tif"));
  const std::size_t band = 0;
  std::array<std::uint8_t, 4> bytes{};
  ASSERT_TRUE(raster->read({0, 0, 4, 1}, {&band, 1}, PixelType::kUInt8,
                           std::as_writable_bytes(std::span(bytes)), {}));
  EXPECT_EQ(bytes, (std::array<std::uint8_t, 4>{0, 2, 255, 255}));
  std::array<double, 4> doubles{};
  ASSERT_TRUE(raster->read({0, 0, 4, 1}, {&band, 1}, PixelType::kFloat64,
                           std::as_writable_bytes(std::span(doubles)), {}));
  EXPECT_EQ(doubles, (std::array{-1.5, 2.5, 300.7, 1e12}));
  std::array<std::int16_t, 4> shorts{};
  ASSERT_TRUE(raster->read({0, 0, 4, 1}, {&band, 1}, PixelType::kInt16,
                           std::as_writable_bytes(std::span(shorts)), {}));
  EXPECT_EQ(shorts, (std::array<std::int16_t, 4>{-2, 2, 301, 32767}));
}

TEST(Read, WindowsThatLeaveTheRasterAreRefused) {
  const Folder folder;
  make_file(folder / "a.tif", {});
  const auto raster = opened(open(folder / "a.tif"));
  std::vector<float> values(1000);
  const std::size_t band = 0;
  const std::size_t none = 1;
  constexpr auto kHuge = std::numeric_limits<std::int64_t>::max();
  for (const Window& window : {Window{5, 0, 6, 1}, Window{-1, 0, 2, 2}, Window{0, 0, 0, 1},
                               Window{0, kHuge, 1, 1}, Window{1, 1, 1, kHuge}}) {
    const auto read = raster->read(window, {&band, 1}, values, {});
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().kind, base::ErrorKind::kInvalidArgument);
  }
  EXPECT_FALSE(raster->read({0, 0, 1, 1}, {&none, 1}, values, {}));
  EXPECT_FALSE(raster->read({0, 0, 10, 10}, {&band, 1}, std::span(values).first(99), {}));
}

TEST(Read, BrokenFilesAreErrors) {
  const Folder folder;
  make_file(folder / "a.tif", {.width = 500, .height = 500, .options = {{"COMPRESS", "DEFLATE"}}});
  const auto size = std::filesystem::file_size(folder / "a.tif");
  std::filesystem::resize_file(folder / "a.tif", size / 2);
  const auto raster = open(folder / "a.tif");
  if (raster) {
    std::vector<float> values(500 * 500);
    const std::size_t band = 0;
    const auto read = (*raster)->read({0, 0, 500, 500}, {&band, 1}, values, {});
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().kind, base::ErrorKind::kIo);
    EXPECT_NE(read.error().message.find("a.tif"), std::string::npos);
  }
  write_text(folder / "b.tif", "no raster");
  const auto text = open(folder / "b.tif");
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().kind, base::ErrorKind::kInvalidDocument);
  EXPECT_EQ(open(folder / "missing.tif").error().kind, base::ErrorKind::kNotFound);
  EXPECT_EQ(open(folder / ".").error().kind, base::ErrorKind::kInvalidArgument);
}

TEST(Read, ReducedPicturesLeaveOutWhatIsNotValid) {
  const Folder folder;
  make_file(folder / "a.tif", {.width = 100, .height = 100, .nodata = 0},
            [](int, std::int64_t column, std::int64_t row) {
              if (row < 50) return 0.0;
              return column % 2 == 0 ? 0.0 : 8.0;
            });
  const auto raster = opened(open(folder / "a.tif"));
  std::vector<float> values(100);
  std::vector<std::uint8_t> valid(100);
  const std::size_t band = 0;
  const auto read = raster->read_reduced({0, 0, 100, 100}, {&band, 1}, 10, 10, Resampling::kAverage,
                                         values, valid);
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, Validity::kSome);
  EXPECT_EQ(valid[0], 0);
  EXPECT_EQ(valid[99], 1);
  EXPECT_EQ(values[99], 8);
}

}  // namespace
}  // namespace stacmlm::raster
