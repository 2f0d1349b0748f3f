// SPDX-License-Identifier: Apache-2.0
// Rasters for the tests, written by GDAL itself.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "raster/gdal/calls.h"
#include "raster/gdal/crs.h"
#include "raster/gdal/types.h"
#include "stacmlm/raster/raster.h"
#include "temporary_folder.h"

namespace stacmlm::raster {

/// A folder that goes with the test.
class Folder {
 public:
  std::string operator/(const std::string& name) const { return (own_ / name).string(); }
  /// Names of what lies in it, hidden things too.
  std::vector<std::string> names() const {
    std::vector<std::string> all;
    for (const auto& entry : std::filesystem::directory_iterator(own_.path())) {
      all.push_back(entry.path().filename().string());
    }
    std::sort(all.begin(), all.end());
    return all;
  }

 private:
  TemporaryFolder own_;
};

/// A value for each pixel of each band.
using Fill = std::function<double(int band, std::int64_t column, std::int64_t row)>;

/// band * 1000 + a gradient of which every pixel differs from its neighbours.
inline double gradient(int band, std::int64_t column, std::int64_t row) {
  return static_cast<double>(band) * 1000 + static_cast<double>(column) +
         static_cast<double>(row) * 3;
}

struct FileForm {
  std::int64_t width = 10;
  std::int64_t height = 10;
  int bands = 1;
  PixelType type = PixelType::kUInt16;
  std::vector<std::pair<std::string, std::string>> options = {};  ///< of GDAL's driver
  int epsg = 32632;                                               ///< 0: no CRS
  std::array<double, 6> geotransform{600000, 10, 0, 5100000, 0, -10};
  bool has_geotransform = true;
  std::optional<double> nodata = {};
  const char* driver = "GTiff";
  /// What else is to be done before it is closed.
  std::function<void(GDALDatasetH)> finish = {};
};

inline void make_file(const std::string& path, const FileForm& form, const Fill& fill = gradient) {
  ASSERT_TRUE(load_gdal());
  GdalCalls calls;
  Options options;
  for (const auto& [name, value] : form.options) options.set(name.c_str(), value);
  const Dataset file(gdal.GDALCreate(gdal.GDALGetDriverByName(form.driver), path.c_str(),
                                     static_cast<int>(form.width), static_cast<int>(form.height),
                                     form.bands, gdal_type_of(form.type), options.get()));
  ASSERT_NE(file, nullptr) << calls.error(base::ErrorKind::kIo, path).value().message;
  auto geotransform = form.geotransform;
  if (form.has_geotransform) gdal.GDALSetGeoTransform(file.get(), geotransform.data());
  if (form.epsg != 0 && form.has_geotransform) {
    const Crs crs(gdal.OSRNewSpatialReference(nullptr));
    gdal.OSRImportFromEPSG(crs.get(), form.epsg);
    gdal.GDALSetSpatialRef(file.get(), crs.get());
  }
  std::vector<double> row(static_cast<std::size_t>(form.width));
  for (int band = 1; band <= form.bands; ++band) {
    GDALRasterBandH to = gdal.GDALGetRasterBand(file.get(), band);
    if (form.nodata) gdal.GDALSetRasterNoDataValue(to, *form.nodata);
    for (std::int64_t y = 0; y < form.height; ++y) {
      for (std::int64_t x = 0; x < form.width; ++x) {
        row[static_cast<std::size_t>(x)] = fill(band, x, y);
      }
      ASSERT_EQ(
          gdal.GDALRasterIO(to, GF_Write, 0, static_cast<int>(y), static_cast<int>(form.width), 1,
                            row.data(), static_cast<int>(form.width), 1, GDT_Float64, 0, 0),
          CE_None);
    }
  }
  if (form.finish) form.finish(file.get());
}

inline void write_text(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

/// Values and validity of one band of a window.
struct Pixels {
  std::vector<float> values;
  std::vector<std::uint8_t> valid;
  Validity validity = Validity::kNone;
};

inline Pixels read_pixels(const Raster& raster, const Window& window, std::size_t band = 0) {
  Pixels pixels;
  pixels.values.resize(static_cast<std::size_t>(window.width * window.height));
  pixels.valid.resize(pixels.values.size());
  const auto read = raster.read(window, {&band, 1}, pixels.values, pixels.valid);
  EXPECT_TRUE(read) << read.error().message;
  if (read) pixels.validity = *read;
  return pixels;
}

inline Window whole(const Raster& raster) {
  return {0, 0, raster.info().grid.width, raster.info().grid.height};
}

/// The raster, or a failed test.
inline std::unique_ptr<Raster> opened(base::Result<std::unique_ptr<Raster>> result) {
  EXPECT_TRUE(result) << result.error().message;
  return result ? *std::move(result) : nullptr;
}

}  // namespace stacmlm::raster
