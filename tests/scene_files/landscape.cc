// SPDX-License-Identifier: Apache-2.0
#include "scene_files/landscape.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <span>
#include <vector>

#include "stacmlm/raster/writer.h"

namespace stacmlm::scene_files {
namespace {

using Reflectance = std::array<double, 5>;

/// A number from 0 to 1 that is always the same at a point of the lattice.
double lattice(std::int64_t x, std::int64_t y, std::uint32_t seed) {
  std::uint32_t h = static_cast<std::uint32_t>(x) * 374761393U +
                    static_cast<std::uint32_t>(y) * 668265263U + seed * 2246822519U;
  h = (h ^ (h >> 13U)) * 1274126177U;
  return static_cast<double>((h ^ (h >> 16U)) & 0xFFFFFFU) / 16777215.0;
}

/// Smooth between the points of the lattice.
double noise(double x, double y, std::uint32_t seed) {
  const double left = std::floor(x);
  const double top = std::floor(y);
  const auto ease = [](double t) { return t * t * (3 - 2 * t); };
  const double u = ease(x - left);
  const double v = ease(y - top);
  const auto at = [&](int dx, int dy) {
    return lattice(static_cast<std::int64_t>(left) + dx, static_cast<std::int64_t>(top) + dy, seed);
  };
  const double above = at(0, 0) + (at(1, 0) - at(0, 0)) * u;
  const double below = at(0, 1) + (at(1, 1) - at(0, 1)) * u;
  return above + (below - above) * v;
}

double hills(double x, double y) {
  return 0.55 * noise(x * 4, y * 4, 1) + 0.3 * noise(x * 9, y * 9, 2) +
         0.15 * noise(x * 23, y * 23, 3);
}

/// A plot of a field: one number for all of it.
double plot_at(double x, double y) {
  const double along = x * 0.92 + y * 0.39;
  const double across = y * 0.92 - x * 0.39;
  const auto strip = static_cast<std::int64_t>(std::floor(across * 26));
  const double width = 14 + 10 * lattice(strip, 0, 5);
  return lattice(static_cast<std::int64_t>(std::floor(along * width)), strip, 7);
}

double river_distance(double x, double y) {
  const double bed = 0.62 + 0.11 * std::sin(y * 7.1) + 0.035 * std::sin(y * 23 + 1);
  return std::fabs(x - bed) / (0.006 + 0.006 * y);
}

bool is_street(double x, double y) {
  return std::fabs(std::fmod(x * 61, 1.0)) < 0.16 || std::fabs(std::fmod(y * 47, 1.0)) < 0.16;
}

Reflectance town_at(double x, double y) {
  if (is_street(x, y)) return {0.12, 0.13, 0.14, 0.17, 0.24};
  const double roof = lattice(static_cast<std::int64_t>(std::floor(x * 183)),
                              static_cast<std::int64_t>(std::floor(y * 141)), 11);
  if (roof < 0.2) return {0.05, 0.09, 0.07, 0.26, 0.17};  // gardens
  return {0.1 + 0.1 * roof, 0.11 + 0.1 * roof, 0.13 + 0.14 * roof, 0.18 + 0.12 * roof,
          0.26 + 0.16 * roof};
}

Reflectance fields_at(double x, double y) {
  const double ripe = plot_at(x, y);
  const double green = 1 - ripe;
  return {0.045 + 0.05 * ripe, 0.08 + 0.06 * ripe, 0.055 + 0.12 * ripe, 0.27 + 0.12 * green,
          0.18 + 0.07 * ripe};
}

constexpr std::int64_t kTop = 5100000;
constexpr std::int64_t kLeft = 600000;

struct BandFile {
  const char* key;
  const char* name;
  double micrometres;
  int pixel;  ///< metres
};

constexpr BandFile kBandFiles[] = {{"blue", "B02", 0.49, 10},
                                   {"green", "B03", 0.56, 10},
                                   {"red", "B04", 0.665, 10},
                                   {"nir", "B08", 0.842, 10},
                                   {"swir16", "B11", 1.61, 20}};

std::uint16_t stored_at(std::size_t band, double x, double y) {
  if (x + y > 1.72) return 0;
  const double number = 10000 * reflectance_at(x, y)[band] + 1000;
  return static_cast<std::uint16_t>(std::clamp(std::lround(number), 1L, 65535L));
}

base::Result<void> write_band(const std::string& folder, std::size_t index, std::int64_t size) {
  const BandFile& file = kBandFiles[index];
  const std::int64_t side = size * 10 / file.pixel;
  raster::OutputInfo info;
  STACMLM_TRY(info.grid, raster::make_grid(32632, {kLeft, kTop}, file.pixel, side, side));
  info.type = raster::PixelType::kUInt16;
  raster::OutputBand& band = info.bands.emplace_back();
  band.name = file.name;
  band.nodata = 0;
  STACMLM_TRY(const auto writer,
              raster::create(folder + "/" + std::string(file.name) + ".tif", info));
  std::vector<std::uint16_t> pixels;
  for (std::int64_t y = 0; y < side; ++y) {
    for (std::int64_t x = 0; x < side; ++x) {
      pixels.push_back(stored_at(index, (static_cast<double>(x) + 0.5) / static_cast<double>(side),
                                 (static_cast<double>(y) + 0.5) / static_cast<double>(side)));
    }
  }
  STACMLM_CHECK(writer->write({0, 0, side, side}, std::span<const std::uint16_t>(pixels)));
  STACMLM_TRY(const raster::Written written, writer->finish());
  static_cast<void>(written);
  return {};
}

void write_assets(std::FILE* out) {
  for (const BandFile& file : kBandFiles) {
    std::fprintf(out,
                 "    \"%s\": {\n"
                 "      \"href\": \"./%s.tif\",\n"
                 "      \"type\": \"image/tiff; application=geotiff; profile=cloud-optimized\",\n"
                 "      \"roles\": [\"data\", \"reflectance\"],\n"
                 "      \"gsd\": %d,\n"
                 "      \"data_type\": \"uint16\",\n"
                 "      \"nodata\": 0,\n"
                 "      \"raster:scale\": 0.0001,\n"
                 "      \"raster:offset\": -0.1,\n"
                 "      \"bands\": [\n"
                 "        {\"name\": \"%s\", \"eo:common_name\": \"%s\", "
                 "\"eo:center_wavelength\": %g}\n"
                 "      ]\n"
                 "    }%s\n",
                 file.key, file.name, file.pixel, file.name, file.key, file.micrometres,
                 &file == &kBandFiles[4] ? "" : ",");
  }
}

base::Result<void> write_item(const std::string& folder, std::int64_t size) {
  STACMLM_TRY(const raster::Grid grid, raster::make_grid(32632, {kLeft, kTop}, 10, size, size));
  STACMLM_TRY(const auto outline, raster::footprint(grid));
  std::FILE* out = std::fopen((folder + "/scene.json").c_str(), "w");
  if (out == nullptr) return base::fail(base::ErrorKind::kIo, folder + " cannot be written");
  std::fputs(R"({
  "type": "Feature",
  "stac_version": "1.1.0",
  "stac_extensions": [
    "https://stac-extensions.github.io/eo/v2.0.0/schema.json",
    "https://stac-extensions.github.io/raster/v2.0.0/schema.json"
  ],
  "id": "S2B_32TPS_20240601_0_L2A",
  "geometry": {"type": "Polygon", "coordinates": [[)",
             out);
  double west = 180;
  double south = 90;
  double east = -180;
  double north = -90;
  for (const raster::Point& point : outline) {
    std::fprintf(out, "%s[%.6f, %.6f]", &point == outline.data() ? "" : ", ", point[0], point[1]);
    west = std::min(west, point[0]);
    east = std::max(east, point[0]);
    south = std::min(south, point[1]);
    north = std::max(north, point[1]);
  }
  std::fprintf(out, "]]},\n  \"bbox\": [%.6f, %.6f, %.6f, %.6f],\n", west, south, east, north);
  std::fputs(R"(  "properties": {
    "datetime": "2024-06-01T10:30:31Z",
    "platform": "sentinel-2b",
    "constellation": "sentinel-2",
    "instruments": ["msi"],
    "s2:processing_baseline": "05.10",
    "earthsearch:boa_offset_applied": false
  },
  "links": [],
  "assets": {
)",
             out);
  write_assets(out);
  std::fputs("  }\n}\n", out);
  const bool is_written = std::ferror(out) == 0;
  if (std::fclose(out) != 0 || !is_written)
    return base::fail(base::ErrorKind::kIo, folder + " cannot be written");
  return {};
}

}  // namespace

Cover cover_at(double x, double y) {
  const double height = hills(x, y);
  const double lake = std::hypot((x - 0.27) * 1.0, (y - 0.68) * 1.35) + 0.22 * (height - 0.5);
  if (lake < 0.15 || river_distance(x, y) < 1) return Cover::kWater;
  const double town = std::hypot(x - 0.76, y - 0.36) + 0.25 * (height - 0.5);
  if (town < 0.12) return Cover::kTown;
  return height > 0.575 ? Cover::kForest : Cover::kFields;
}

std::array<double, 5> reflectance_at(double x, double y) {
  Reflectance bands{};
  switch (cover_at(x, y)) {
    case Cover::kWater:
      bands = {0.055, 0.06, 0.035, 0.018, 0.009};
      break;
    case Cover::kTown:
      bands = town_at(x, y);
      break;
    case Cover::kFields:
      bands = fields_at(x, y);
      break;
    case Cover::kForest:
      bands = {0.022, 0.042, 0.026, 0.32, 0.13};
      break;
  }
  const double light = 0.86 + 0.28 * noise(x * 190, y * 190, 17);
  const double grain = 0.97 + 0.06 * noise(x * 700, y * 700, 19);
  for (double& band : bands) band *= light * grain;
  return bands;
}

base::Result<void> write_landscape(const std::string& folder, std::int64_t size) {
  for (std::size_t band = 0; band < std::size(kBandFiles); ++band) {
    STACMLM_CHECK(write_band(folder, band, size));
  }
  return write_item(folder, size);
}

}  // namespace stacmlm::scene_files
