// SPDX-License-Identifier: Apache-2.0
#include "raster/read/dataset.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <string_view>

#include "raster/gdal/crs.h"
#include "raster/gdal/types.h"

namespace stacmlm::raster {
namespace {

// A block is decoded whole.
constexpr std::int64_t kLargestBlock = std::int64_t{1} << 30;
constexpr int kMostBands = 65536;

constexpr std::array<const char*, 6> kReaders{"GTiff", "VRT",  "JP2OpenJPEG",
                                              "PNG",   "JPEG", nullptr};

base::Result<Place> remote_place(const std::string& path, const std::string& name,
                                 const Access& access) {
  if (access.fetcher == nullptr) {
    return base::fail(base::ErrorKind::kUnsupported,
                      fmt::format("{}: it lies on another host, and none may be asked", path));
  }
  return Place{path, name, access.fetcher, true, {path, name, ""}};
}

base::Result<Place> local_place(const std::string& path, std::string_view file,
                                const Access& access) {
  std::error_code error;
  const auto absolute = std::filesystem::absolute(std::filesystem::path(file), error);
  const auto status = std::filesystem::status(absolute, error);
  if (!std::filesystem::exists(status)) {
    return base::fail(base::ErrorKind::kNotFound, path + ": no such file");
  }
  if (!std::filesystem::is_regular_file(status)) {
    return base::fail(base::ErrorKind::kInvalidArgument, path + ": it is not a file");
  }
  const std::string name = absolute.string();
  return Place{path, name, access.fetcher, false, Reach::of_local(path, name)};
}

base::Result<Grid> grid_of(const Place& place, GDALDatasetH dataset) {
  Grid grid;
  grid.width = gdal.GDALGetRasterXSize(dataset);
  grid.height = gdal.GDALGetRasterYSize(dataset);
  auto& g = grid.geotransform;
  if (gdal.GDALGetGeoTransform(dataset, g.data()) == CE_None) {
    grid.georeference = Georeference::kGeotransform;
    set_crs(grid, gdal.GDALGetSpatialRef(dataset));
    const double area = g[1] * g[5] - g[2] * g[4];
    if (!std::ranges::all_of(g, [](double x) { return std::isfinite(x); }) || area == 0 ||
        !std::isfinite(area)) {
      return base::fail(base::ErrorKind::kInvalidDocument,
                        place.path + ": its geotransform gives pixels no area");
    }
    return grid;
  }
  g = Grid{}.geotransform;
  if (gdal.GDALGetGCPCount(dataset) > 0) {
    grid.georeference = Georeference::kControlPoints;
    set_crs(grid, gdal.GDALGetGCPSpatialRef(dataset));
  } else if (gdal.GDALGetMetadata(dataset, "RPC") != nullptr) {
    grid.georeference = Georeference::kRational;
  }
  return grid;
}

std::string lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  return text;
}

std::string color_of(GDALRasterBandH band) {
  const GDALColorInterp color = gdal.GDALGetRasterColorInterpretation(band);
  if (color == GCI_Undefined || color == GCI_GrayIndex) return {};
  return lower(text_of(gdal.GDALGetColorInterpretationName(color)));
}

std::optional<double> number_of(const std::string& text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<double> imagery_number(GDALRasterBandH band, const char* name) {
  return number_of(text_of(gdal.GDALGetMetadataItem(band, name, "IMAGERY")));
}

void set_wavelength(Band& about, GDALRasterBandH band) {
  about.center_wavelength = imagery_number(band, "CENTRAL_WAVELENGTH_UM");
  about.full_width_half_max = imagery_number(band, "FWHM_UM");
  if (about.center_wavelength) return;
  // What ENVI headers leave.
  const auto length = number_of(text_of(gdal.GDALGetMetadataItem(band, "wavelength", nullptr)));
  const std::string unit =
      lower(text_of(gdal.GDALGetMetadataItem(band, "wavelength_units", nullptr)));
  if (length && unit.starts_with("nano")) about.center_wavelength = *length / 1000;
  if (length && (unit.starts_with("micro") || unit == "um")) about.center_wavelength = length;
}

base::Result<Band> band_of(const Place& place, GDALRasterBandH band, int number) {
  Band about;
  const auto type = pixel_type_of(band);
  if (!type) {
    return base::fail(base::ErrorKind::kUnsupported,
                      fmt::format("{}: band {} holds complex numbers", place.path, number));
  }
  about.type = *type;
  about.name = text_of(gdal.GDALGetDescription(band));
  int has = 0;
  if (*type == PixelType::kInt64) {
    const auto value = gdal.GDALGetRasterNoDataValueAsInt64(band, &has);
    if (has != 0) about.nodata = static_cast<double>(value);
  } else if (*type == PixelType::kUInt64) {
    const auto value = gdal.GDALGetRasterNoDataValueAsUInt64(band, &has);
    if (has != 0) about.nodata = static_cast<double>(value);
  } else {
    const double value = gdal.GDALGetRasterNoDataValue(band, &has);
    if (has != 0) about.nodata = value;
  }
  const double scale = gdal.GDALGetRasterScale(band, &has);
  if (has != 0) about.scale = scale;
  const double offset = gdal.GDALGetRasterOffset(band, &has);
  if (has != 0) about.offset = offset;
  // GeoTIFF cannot hold one without the other.
  if (about.scale == 1.0 && about.offset == 0.0) about.scale = about.offset = std::nullopt;
  about.unit = text_of(gdal.GDALGetRasterUnitType(band));
  about.color = color_of(band);
  // GDAL marks the fourth band of many files so, whatever it holds; who names it knows better.
  if (about.color == "alpha" && !about.name.empty() && lower(about.name) != "alpha")
    about.color.clear();
  set_wavelength(about, band);
  return about;
}

/// A mask, or a band that is alpha, says what is valid.
bool has_mask(GDALRasterBandH band, bool has_alpha) {
  const int flags = gdal.GDALGetMaskFlags(band);
  return has_alpha || ((flags & GMF_PER_DATASET) != 0 && (flags & GMF_ALPHA) == 0);
}

std::vector<ClassColor> colors_of(GDALRasterBandH band) {
  std::vector<ClassColor> colors;
  GDALColorTableH table = gdal.GDALGetRasterColorTable(band);
  if (table == nullptr) return colors;
  const int count = std::min(gdal.GDALGetColorEntryCount(table), 65536);
  for (int i = 0; i < count; ++i) {
    GDALColorEntry entry{};
    if (gdal.GDALGetColorEntryAsRGB(table, i, &entry) == 0) continue;
    const auto byte = [](short part) { return static_cast<std::uint8_t>(part); };
    colors.push_back({static_cast<std::uint16_t>(i),
                      {byte(entry.c1), byte(entry.c2), byte(entry.c3), byte(entry.c4)}});
  }
  return colors;
}

}  // namespace

base::Result<Place> find_place(const std::string& path, const Access& access) {
  if (path.empty() || path.find('\0') != std::string::npos) {
    return base::fail(base::ErrorKind::kInvalidArgument, "a raster without a name");
  }
  if (path.starts_with("http://") || path.starts_with("https://")) {
    return remote_place(path, "/vsicurl/" + path, access);
  }
  constexpr std::string_view kS3 = "s3://";
  constexpr std::string_view kFile = "file://";
  if (path.starts_with(kS3)) return remote_place(path, "/vsis3/" + path.substr(kS3.size()), access);
  if (path.starts_with("/vsi")) {
    return base::fail(base::ErrorKind::kUnsupported,
                      path + ": names of GDAL's own file systems are not taken; a URL is");
  }
  std::string_view file = path;
  if (file.starts_with(kFile)) file.remove_prefix(kFile.size());
  return local_place(path, file, access);
}

base::Result<Dataset> open_dataset(const Place& place, GdalCalls& calls) {
  // Nothing lies beside a remote file that is worth asking for.
  if (place.is_remote) {
    gdal.CPLSetThreadLocalConfigOption("GDAL_DISABLE_READDIR_ON_OPEN", "EMPTY_DIR");
  }
  Dataset dataset(gdal.GDALOpenEx(place.name.c_str(), GDAL_OF_RASTER | GDAL_OF_VERBOSE_ERROR,
                                  kReaders.data(), nullptr, nullptr));
  gdal.CPLSetThreadLocalConfigOption("GDAL_DISABLE_READDIR_ON_OPEN", nullptr);
  if (dataset == nullptr) return calls.error(base::ErrorKind::kInvalidDocument, place.path);
  return dataset;
}

int alpha_band(const Info& file) {
  const auto found = std::ranges::find(file.bands, "alpha", &Band::color);
  return found == file.bands.end() ? 0 : static_cast<int>(found - file.bands.begin()) + 1;
}

base::Result<Info> describe(const Place& place, GDALDatasetH dataset, GdalCalls& calls) {
  Info info;
  info.path = place.path;
  info.format = text_of(gdal.GDALGetDriverShortName(gdal.GDALGetDatasetDriver(dataset)));
  STACMLM_TRY(info.grid, grid_of(place, dataset));
  info.compression = text_of(gdal.GDALGetMetadataItem(dataset, "COMPRESSION", "IMAGE_STRUCTURE"));
  const int count = gdal.GDALGetRasterCount(dataset);
  if (count < 1 || count > kMostBands) {
    return base::fail(base::ErrorKind::kInvalidDocument,
                      fmt::format("{}: it has {} bands", place.path, count));
  }
  for (int number = 1; number <= count; ++number) {
    GDALRasterBandH band = gdal.GDALGetRasterBand(dataset, number);
    STACMLM_TRY(Band about, band_of(place, band, number));
    info.bands.push_back(std::move(about));
  }
  const bool has_alpha = alpha_band(info) > 0;
  for (std::size_t i = 0; i < info.bands.size(); ++i) {
    GDALRasterBandH band = gdal.GDALGetRasterBand(dataset, static_cast<int>(i) + 1);
    info.bands[i].has_mask = info.bands[i].color != "alpha" && has_mask(band, has_alpha);
  }
  GDALRasterBandH first = gdal.GDALGetRasterBand(dataset, 1);
  int width = 0;
  int height = 0;
  gdal.GDALGetBlockSize(first, &width, &height);
  info.block_width = std::max(width, 1);
  info.block_height = std::max(height, 1);
  info.overviews = gdal.GDALGetOverviewCount(first);
  info.colors = colors_of(first);
  const auto block = info.block_width * info.block_height;
  if (block > kLargestBlock / static_cast<std::int64_t>(size_of(info.bands[0].type))) {
    return base::fail(
        base::ErrorKind::kLimitExceeded,
        fmt::format("{}: blocks of {} x {} pixels are too large", place.path, width, height));
  }
  // It may have been a mask: without it it would be another raster.
  if (calls.refused()) return calls.error(base::ErrorKind::kUnsupported, place.path);
  return info;
}

NoData nodata_of(GDALRasterBandH band, const Band& about) {
  NoData nodata;
  nodata.value = about.nodata;
  int has = 0;
  if (about.type == PixelType::kInt64) {
    const auto value = gdal.GDALGetRasterNoDataValueAsInt64(band, &has);
    if (has != 0) nodata.int64 = value;
  } else if (about.type == PixelType::kUInt64) {
    const auto value = gdal.GDALGetRasterNoDataValueAsUInt64(band, &has);
    if (has != 0) nodata.uint64 = value;
  }
  return nodata;
}

}  // namespace stacmlm::raster
