// SPDX-License-Identifier: Apache-2.0
#include "raster/gdal/library.h"

#include <algorithm>
#include <array>
#include <mutex>
#include <utility>

#include "base/shared_library.h"
#include "raster/gdal/local_files.h"
#include "raster/gdal/network.h"
#include "raster/gdal/written_files.h"

namespace stacmlm::raster {

Gdal gdal;

namespace {

struct LayerDriver {
  LayerFormat format;
  const char* name;
  const char* registers;  ///< the function
  GDALDriverH driver = nullptr;
};
std::array<LayerDriver, 3> layer_drivers{
    {{LayerFormat::kGeoPackage, "GPKG", "RegisterOGRGeoPackage"},
     {LayerFormat::kGeoJson, "GeoJSON", "RegisterOGRGeoJSON"},
     {LayerFormat::kFlatGeobuf, "FlatGeobuf", "RegisterOGRFlatGeobuf"}}};
GDALDriverH memory = nullptr;

GDALDriverH take_off(const char* name) {
  GDALDriverH driver = gdal.GDALGetDriverByName(name);
  if (driver != nullptr) gdal.GDALDeregisterDriver(driver);
  return driver;
}

// Decoded blocks are kept by Chunks: GDAL has to hold what it is reading or writing.
constexpr std::int64_t kBlockCache = std::int64_t{32} << 20;

base::Result<base::SharedLibrary> find_functions() {
  STACMLM_TRY(auto library, base::SharedLibrary::open(STACMLM_GDAL_SONAME));
#define STACMLM_GDAL_SYMBOL(name) {#name, gdal.name},
  STACMLM_CHECK(library.take({STACMLM_GDAL_FUNCTIONS(STACMLM_GDAL_SYMBOL)}));
#undef STACMLM_GDAL_SYMBOL
  return library;
}

// What a VRT names is opened with these drivers alone. None of them reaches the network by itself.
void register_drivers(const base::SharedLibrary& library) {
  gdal.GDALRegister_GTiff();
  gdal.GDALRegister_COG();
  gdal.GDALRegister_VRT();
  gdal.GDALRegister_PNG();
  gdal.GDALRegister_JPEG();
  gdal.GDALRegister_MEM();
  // What a GDAL may be built without.
  const auto register_one = [&](const char* function) {
    if (auto* const found = library.find<void()>(function)) found();
  };
  register_one("GDALRegister_JP2OpenJPEG");
  memory = take_off("MEM");
  for (LayerDriver& layer : layer_drivers) {
    register_one(layer.registers);
    layer.driver = take_off(layer.name);
  }
}

void set_options() {
  constexpr std::array<std::pair<const char*, const char*>, 6> kOptions{{
      {"GDAL_VRT_ENABLE_PYTHON", "NO"},
      {"GDAL_DISABLE_READDIR_ON_OPEN", "TRUE"},
      {"VRT_SHARED_SOURCE", "0"},  // its sources are a VRT's own
      {"GDAL_RASTERIO_RESAMPLING", "NEAREST"},
      {"GDAL_MAX_DATASET_POOL_SIZE", "100"},
      {"VRT_NUM_THREADS", "1"},  // what a file may name is known to the thread that reads it
  }};
  for (const auto& [name, value] : kOptions) gdal.CPLSetConfigOption(name, value);
  gdal.GDALSetCacheMax64(kBlockCache);
  gdal.OSRSetPROJEnableNetwork(FALSE);
}

base::Result<void> load() {
  STACMLM_TRY(const base::SharedLibrary library, find_functions());
  set_options();
  register_drivers(library);
  guard_network();
  guard_local_files();
  add_written_files();
  return {};
}

}  // namespace

GDALDriverH memory_driver() { return memory; }

GDALDriverH layer_driver(LayerFormat format) {
  return std::ranges::find(layer_drivers, format, &LayerDriver::format)->driver;
}

base::Result<void> load_gdal() {
  static std::once_flag once;
  static base::Result<void> loaded;
  std::call_once(once, [] { loaded = load(); });
  return loaded;
}

}  // namespace stacmlm::raster
