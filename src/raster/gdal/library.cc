// SPDX-License-Identifier: Apache-2.0
#include "raster/gdal/library.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include <array>
#include <mutex>
#include <string_view>
#include <utility>

#include "raster/gdal/local_files.h"
#include "raster/gdal/network.h"
#include "raster/gdal/written_files.h"

namespace stacmlm::raster {

Gdal gdal;

namespace {

struct WritingDriver {
  const char* name;
  GDALDriverH driver;
};
// By MEM a file could name memory of this program.
std::array<WritingDriver, 4> writing_drivers{
    {{"GPKG", nullptr}, {"GeoJSON", nullptr}, {"FlatGeobuf", nullptr}, {"MEM", nullptr}}};

// Decoded blocks are kept by Chunks: GDAL has to hold what it is reading or writing.
constexpr std::int64_t kBlockCache = std::int64_t{32} << 20;

base::Result<void*> find_functions() {
  const auto missing = [] {
    const char* why = ::dlerror();
    return base::fail(
        base::ErrorKind::kUnsupported,
        fmt::format("{} cannot be used: {}", STACMLM_GDAL_SONAME, why == nullptr ? "" : why));
  };
  void* const library = ::dlopen(STACMLM_GDAL_SONAME, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) return missing();
#define STACMLM_GDAL_FIND(name)                                               \
  gdal.name = reinterpret_cast<decltype(gdal.name)>(::dlsym(library, #name)); \
  if (gdal.name == nullptr) return missing();
  STACMLM_GDAL_FUNCTIONS(STACMLM_GDAL_FIND)
#undef STACMLM_GDAL_FIND
  return library;
}

// What a VRT names is opened with these drivers alone. None of them reaches the network by itself.
void register_drivers(void* library) {
  gdal.GDALRegister_GTiff();
  gdal.GDALRegister_COG();
  gdal.GDALRegister_VRT();
  gdal.GDALRegister_PNG();
  gdal.GDALRegister_JPEG();
  gdal.GDALRegister_MEM();
  // What a GDAL may be built without.
  for (const char* name : {"GDALRegister_JP2OpenJPEG", "RegisterOGRGeoJSON",
                           "RegisterOGRGeoPackage", "RegisterOGRFlatGeobuf"}) {
    if (auto* const found = reinterpret_cast<void (*)()>(::dlsym(library, name))) found();
  }
  for (WritingDriver& one : writing_drivers) {
    one.driver = gdal.GDALGetDriverByName(one.name);
    if (one.driver != nullptr) gdal.GDALDeregisterDriver(one.driver);
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
  STACMLM_TRY(void* const library, find_functions());
  set_options();
  register_drivers(library);
  guard_network();
  guard_local_files();
  add_written_files();
  return {};
}

}  // namespace

GDALDriverH writing_driver(const char* name) {
  for (const WritingDriver& one : writing_drivers) {
    if (std::string_view(one.name) == name) return one.driver;
  }
  return nullptr;
}

base::Result<void> load_gdal() {
  static std::once_flag once;
  static base::Result<void> loaded;
  std::call_once(once, [] { loaded = load(); });
  return loaded;
}

}  // namespace stacmlm::raster
