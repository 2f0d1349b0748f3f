// SPDX-License-Identifier: Apache-2.0
#include "raster/write/cog.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "raster/gdal/crs.h"
#include "raster/gdal/types.h"

namespace stacmlm::raster {
namespace {

// For GDAL, which wants a function and what it is told.
int report(double part, const char*, void* told) {
  const auto& progress = *static_cast<const std::function<bool(double)>*>(told);
  return !progress || progress(part) ? TRUE : FALSE;
}

void* told(const std::function<bool(double)>& progress) {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): report() makes it const again
  return const_cast<std::function<bool(double)>*>(&progress);
}

tl::unexpected<base::Error> writing_error(const std::string& path, GdalCalls& calls) {
  return calls.error(base::ErrorKind::kIo, path + ": writing it");
}

bool has_codec(GDALDriverH driver, const char* codec) {
  const std::string known =
      text_of(gdal.GDALGetMetadataItem(driver, "DMD_CREATIONOPTIONLIST", nullptr));
  return known.find(fmt::format("<Value>{}</Value>", codec)) != std::string::npos;
}

bool set_nodata(GDALRasterBandH band, PixelType type, double nodata) {
  if (type == PixelType::kInt64) {
    return gdal.GDALSetRasterNoDataValueAsInt64(band, static_cast<std::int64_t>(nodata)) == CE_None;
  }
  if (type == PixelType::kUInt64) {
    return gdal.GDALSetRasterNoDataValueAsUInt64(band, static_cast<std::uint64_t>(nodata)) ==
           CE_None;
  }
  return gdal.GDALSetRasterNoDataValue(band, nodata) == CE_None;
}

void set_colors(GDALRasterBandH band, const std::vector<ClassColor>& colors) {
  GDALColorTableH table = gdal.GDALCreateColorTable(GPI_RGB);
  for (const ClassColor& color : colors) {
    const auto& [red, green, blue, alpha] = color.rgba;
    const GDALColorEntry entry{red, green, blue, alpha};
    gdal.GDALSetColorEntry(table, color.value, &entry);
  }
  gdal.GDALSetRasterColorTable(band, table);
  gdal.GDALDestroyColorTable(table);
}

void set_band(GDALRasterBandH band, const OutputInfo& info, const OutputBand& about) {
  if (!about.name.empty()) gdal.GDALSetDescription(band, about.name.c_str());
  if (about.nodata) set_nodata(band, info.type, *about.nodata);
  if (about.scale) gdal.GDALSetRasterScale(band, *about.scale);
  if (about.offset) gdal.GDALSetRasterOffset(band, *about.offset);
  if (!about.unit.empty()) gdal.GDALSetRasterUnitType(band, about.unit.c_str());
}

void set_place(GDALDatasetH work, const Grid& grid) {
  if (grid.georeference != Georeference::kGeotransform) return;
  std::array<double, 6> geotransform = grid.geotransform;
  gdal.GDALSetGeoTransform(work, geotransform.data());
  const Crs crs = crs_of(grid.crs);
  if (crs != nullptr) gdal.GDALSetSpatialRef(work, crs.get());
}

}  // namespace

base::Result<Dataset> create_work_file(const DraftFile& draft, const std::string& path,
                                       const OutputInfo& info, GdalCalls& calls) {
  GDALDriverH driver = gdal.GDALGetDriverByName("GTiff");
  Options options;
  options.set("TILED", "YES");
  options.set("BLOCKXSIZE", fmt::format("{}", kBlock));
  options.set("BLOCKYSIZE", fmt::format("{}", kBlock));
  options.set("INTERLEAVE", "BAND");
  options.set("BIGTIFF", "YES");
  options.set("SPARSE_OK", "TRUE");
  // Read once and thrown away: fast matters more than small.
  const bool has_zstd = has_codec(driver, "ZSTD");
  options.set("COMPRESS", has_zstd ? "ZSTD" : "DEFLATE");
  options.set(has_zstd ? "ZSTD_LEVEL" : "ZLEVEL", "1");
  if (info.type == PixelType::kInt8) options.set("PIXELTYPE", "SIGNEDBYTE");
  Dataset work(gdal.GDALCreate(driver, draft.name().c_str(), static_cast<int>(info.grid.width),
                               static_cast<int>(info.grid.height),
                               static_cast<int>(info.bands.size()), gdal_type_of(info.type),
                               options.get()));
  if (work == nullptr) return writing_error(path, calls);
  set_place(work.get(), info.grid);
  for (std::size_t i = 0; i < info.bands.size(); ++i) {
    GDALRasterBandH band = gdal.GDALGetRasterBand(work.get(), static_cast<int>(i) + 1);
    set_band(band, info, info.bands[i]);
    if (i == 0 && !info.colors.empty()) set_colors(band, info.colors);
  }
  for (const auto& [key, value] : info.metadata) {
    gdal.GDALSetMetadataItem(work.get(), key.c_str(), value.c_str(), nullptr);
  }
  if (calls.failed()) return writing_error(path, calls);
  return work;
}

void set_statistics(GDALDatasetH work, const std::vector<Statistics>& bands) {
  for (std::size_t i = 0; i < bands.size(); ++i) {
    if (bands[i].valid == 0) continue;
    GDALRasterBandH band = gdal.GDALGetRasterBand(work, static_cast<int>(i) + 1);
    const auto set = [&](const char* name, double value) {
      gdal.GDALSetMetadataItem(band, name, fmt::format("{}", value).c_str(), nullptr);
    };
    set("STATISTICS_MINIMUM", bands[i].minimum);
    set("STATISTICS_MAXIMUM", bands[i].maximum);
    set("STATISTICS_MEAN", bands[i].mean);
    set("STATISTICS_STDDEV", bands[i].stddev);
  }
}

base::Result<void> add_overviews(GDALDatasetH work, const std::string& path, const OutputInfo& info,
                                 const std::function<bool(double)>& progress, GdalCalls& calls) {
  std::vector<int> levels;
  std::int64_t size = std::max(info.grid.width, info.grid.height);
  for (int level = 2; size > kBlock; level *= 2) {
    levels.push_back(level);
    size = (size + 1) / 2;
  }
  if (levels.empty()) return {};
  const auto built =
      gdal.GDALBuildOverviews(work, overview_word(info.overviews), static_cast<int>(levels.size()),
                              levels.data(), 0, nullptr, report, told(progress));
  if (built != CE_None || calls.failed()) return writing_error(path, calls);
  return {};
}

base::Result<void> write_cog(GDALDatasetH work, const DraftFile& draft, const std::string& path,
                             const OutputInfo& info, const std::function<bool(double)>& progress,
                             GdalCalls& calls) {
  GDALDriverH driver = gdal.GDALGetDriverByName("COG");
  Options options;
  options.set("BLOCKSIZE", fmt::format("{}", kBlock));
  options.set("COMPRESS", "DEFLATE");
  if (size_of(info.type) > 1) options.set("PREDICTOR", "YES");
  if (size_of(info.type) > 1) options.set("OVERVIEW_PREDICTOR", "YES");
  options.set("BIGTIFF", "IF_SAFER");
  options.set("OVERVIEWS", "FORCE_USE_EXISTING");
  options.set("NUM_THREADS", fmt::format("{}", std::max(info.threads, 1)));
  Dataset cog(gdal.GDALCreateCopy(driver, draft.name().c_str(), work, FALSE, options.get(), report,
                                  told(progress)));
  if (cog == nullptr || calls.failed()) return writing_error(path, calls);
  cog.reset();  // what is not written yet
  if (calls.failed()) return writing_error(path, calls);
  return {};
}

}  // namespace stacmlm::raster
