// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/raster/layer.h"

#include <dlfcn.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

#include "files.h"

namespace stacmlm::raster {
namespace {

constexpr std::array kFormats{LayerFormat::kGeoPackage, LayerFormat::kGeoJson,
                              LayerFormat::kFlatGeobuf};

Grid utm(std::int64_t width, std::int64_t height) {
  return *make_grid(32632, {600000, 5100000}, 10, width, height);
}

Ring square(double column, double row, double size) {
  return {{column, row}, {column, row + size}, {column + size, row + size}, {column + size, row}};
}

const std::vector<Field> kFields{
    {"name", FieldType::kText}, {"class", FieldType::kInteger}, {"score", FieldType::kReal}};

std::string bytes_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// Functions of GDAL that the project does without.
template <class Function>
Function* of_gdal(const char* name) {
  static void* const library = ::dlopen(nullptr, RTLD_NOW);
  Dl_info place{};
  ::dladdr(reinterpret_cast<void*>(gdal.GDALOpenEx), &place);
  void* const gdal_library = ::dlopen(place.dli_fname, RTLD_NOW | RTLD_NOLOAD);
  return reinterpret_cast<Function*>(
      ::dlsym(gdal_library == nullptr ? library : gdal_library, name));
}

/// A layer as GDAL reads it.
struct ReadLayer {
  std::string name;
  std::string crs;
  std::vector<std::string> fields;
  std::vector<std::string> wkt;                  ///< of each feature
  std::vector<std::vector<std::string>> values;  ///< `null` for null
};

ReadLayer read_layer(const std::string& path) {
  const GdalCalls calls;
  for (const char* name :
       {"RegisterOGRGeoJSON", "RegisterOGRGeoPackage", "RegisterOGRFlatGeobuf"}) {
    of_gdal<void()>(name)();
  }
  ReadLayer read;
  {
    const Dataset file(gdal.GDALOpenEx(path.c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr));
    EXPECT_NE(file, nullptr) << path;
    if (file == nullptr) return read;
    OGRLayerH layer = of_gdal<decltype(GDALDatasetGetLayer)>("GDALDatasetGetLayer")(file.get(), 0);
    read.name = of_gdal<decltype(OGR_L_GetName)>("OGR_L_GetName")(layer);
    OGRSpatialReferenceH crs = of_gdal<decltype(OGR_L_GetSpatialRef)>("OGR_L_GetSpatialRef")(layer);
    if (crs != nullptr) read.crs = text_of(gdal.OSRGetAuthorityCode(crs, nullptr));
    OGRFeatureDefnH about = gdal.OGR_L_GetLayerDefn(layer);
    const int fields = of_gdal<decltype(OGR_FD_GetFieldCount)>("OGR_FD_GetFieldCount")(about);
    for (int i = 0; i < fields; ++i) {
      read.fields.emplace_back(of_gdal<decltype(OGR_Fld_GetNameRef)>("OGR_Fld_GetNameRef")(
          of_gdal<decltype(OGR_FD_GetFieldDefn)>("OGR_FD_GetFieldDefn")(about, i)));
    }
    const auto next = of_gdal<decltype(OGR_L_GetNextFeature)>("OGR_L_GetNextFeature");
    while (OGRFeatureH feature = next(layer)) {
      char* wkt = nullptr;
      of_gdal<decltype(OGR_G_ExportToWkt)>("OGR_G_ExportToWkt")(
          of_gdal<decltype(OGR_F_GetGeometryRef)>("OGR_F_GetGeometryRef")(feature), &wkt);
      read.wkt.emplace_back(text_of(wkt));
      gdal.VSIFree(wkt);
      std::vector<std::string>& values = read.values.emplace_back();
      for (int i = 0; i < fields; ++i) {
        const bool is_set = of_gdal<decltype(OGR_F_IsFieldSetAndNotNull)>(
                                "OGR_F_IsFieldSetAndNotNull")(feature, i) != 0;
        values.emplace_back(
            is_set ? of_gdal<decltype(OGR_F_GetFieldAsString)>("OGR_F_GetFieldAsString")(feature, i)
                   : "null");
      }
      gdal.OGR_F_Destroy(feature);
    }
  }
  for (const char* name : {"GeoJSON", "GPKG", "FlatGeobuf"}) {
    gdal.GDALDeregisterDriver(gdal.GDALGetDriverByName(name));
  }
  return read;
}

std::string path_in(const Folder& folder, LayerFormat format) {
  return folder / (std::string("a.") + std::string(name_of(format)));
}

std::unique_ptr<LayerWriter> created(base::Result<std::unique_ptr<LayerWriter>> result) {
  EXPECT_TRUE(result) << result.error().message;
  return result ? *std::move(result) : nullptr;
}

TEST(Layer, PlacesAndValuesComeBack) {
  for (const LayerFormat format : kFormats) {
    const Folder folder;
    const std::string path = path_in(folder, format);
    auto layer = created(create_layer(path, {format, "ships", utm(100, 100), kFields}));
    ASSERT_NE(layer, nullptr);
    ASSERT_TRUE(layer->add({{square(0, 0, 10), square(2, 2, 3)}, {"a \"ship\"\n", 7L, 0.5}}));
    ASSERT_TRUE(layer->add({{square(50, 60, 1)}, {{}, {}, {}}}));
    const double nan = std::numeric_limits<double>::quiet_NaN();
    ASSERT_TRUE(layer->add({{square(70, 60, 1)}, {"é", -9007199254740993L, nan}}));
    EXPECT_EQ(folder.names().size(), 1U);
    EXPECT_EQ(folder.names().front().front(), '.');
    const auto written = layer->finish();
    ASSERT_TRUE(written) << written.error().message;
    EXPECT_FALSE(layer->add({{square(0, 0, 10)}, {{}, {}, {}}}));
    EXPECT_FALSE(layer->finish());
    layer.reset();
    EXPECT_EQ(folder.names().size(), 1U);
    EXPECT_EQ(written->features, 3U);
    EXPECT_EQ(written->path, path);
    EXPECT_EQ(written->bytes, std::filesystem::file_size(path));
    ReadLayer read = read_layer(path);
    EXPECT_EQ(read.name, format == LayerFormat::kGeoPackage ? "layer_ships" : "ships");
    EXPECT_EQ(read.fields, (std::vector<std::string>{"name", "class", "score"}));
    EXPECT_EQ(read.crs, format == LayerFormat::kGeoJson ? "4326" : "32632");
    std::ranges::sort(read.values);
    EXPECT_EQ(read.values,
              (std::vector<std::vector<std::string>>{{"a \"ship\"\n", "7", "0.5"},
                                                     {"null", "null", "null"},
                                                     {"é", "-9007199254740993", "null"}}))
        << name_of(format);
    if (format == LayerFormat::kGeoJson) continue;
    EXPECT_NE(std::ranges::find(
                  read.wkt,
                  "POLYGON ((600000 5100000,600000 5099900,600100 5099900,600100 5100000,600000 "
                  "5100000),(600020 5099980,600020 5099950,600050 5099950,600050 5099980,600020 "
                  "5099980))"),
              read.wkt.end())
        << name_of(format) << read.wkt[0];
  }
}

TEST(Layer, GeoJsonIsLongitudeAndLatitudeCounterclockwise) {
  const Folder folder;
  const std::string path = folder / "a.geojson";
  auto layer = created(create_layer(path, {LayerFormat::kGeoJson, "a", utm(100, 100), {}}));
  Ring clockwise = square(0, 0, 100);
  std::ranges::reverse(clockwise);
  ASSERT_TRUE(layer->add({{clockwise}, {}}));
  ASSERT_TRUE(layer->finish());
  const std::string text = bytes_of(path);
  EXPECT_EQ(text.find("crs"), std::string::npos);
  // What footprint() says of the grid, in the same order: 600000 5100000 is 10.29 E, 46.04 N.
  const ReadLayer read = read_layer(path);
  double x = 0;
  double y = 0;
  ASSERT_EQ(std::sscanf(read.wkt.at(0).c_str(), "POLYGON ((%lf %lf", &x, &y), 2) << read.wkt[0];
  const auto corners = *footprint(utm(100, 100));
  const bool is_corner = std::ranges::any_of(corners, [&](const Point& corner) {
    return std::hypot(corner[0] - x, corner[1] - y) < 1e-6;
  });
  EXPECT_TRUE(is_corner) << read.wkt[0];
  double twice_area = 0;
  std::vector<Point> ring;
  const char* at = read.wkt[0].c_str() + std::string("POLYGON ((").size();
  int used = 0;
  while (std::sscanf(at, "%lf %lf%n", &x, &y, &used) == 2) {
    ring.push_back({x, y});
    at += used + 1;
  }
  ASSERT_EQ(ring.size(), 5U);
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    twice_area += ring[i][0] * ring[i + 1][1] - ring[i + 1][0] * ring[i][1];
  }
  EXPECT_GT(twice_area, 0);
}

TEST(Layer, GeoJsonIsSplitAtTheAntimeridian) {
  const Folder folder;
  const Grid grid = *make_grid(32601, {166000, 100000}, 1000, 100, 100);
  Grid west = grid;
  west.geotransform[0] -= 50000;
  auto layer = created(create_layer(folder / "a.geojson", {LayerFormat::kGeoJson, "a", west, {}}));
  ASSERT_TRUE(layer->add({{square(0, 0, 100)}, {}}));
  ASSERT_TRUE(layer->finish());
  EXPECT_NE(bytes_of(folder / "a.geojson").find("MultiPolygon"), std::string::npos);
}

TEST(Layer, WithoutAGeoreferencePixelsAreThePlace) {
  for (const LayerFormat format : kFormats) {
    const Folder folder;
    const std::string path = path_in(folder, format);
    Grid grid;
    grid.width = grid.height = 10;
    auto layer = created(create_layer(path, {format, "a", grid, {}}));
    ASSERT_TRUE(layer->add({{{{0.5, 1}, {0.5, 5}, {4, 5}}}, {}}));
    ASSERT_TRUE(layer->finish());
    const ReadLayer read = read_layer(path);
    ASSERT_EQ(read.wkt.size(), 1U) << name_of(format);
    EXPECT_EQ(read.wkt[0], "POLYGON ((0.5 1.0,0.5 5.0,4 5,0.5 1.0))") << name_of(format);
    // A reader of GeoJSON takes for granted what no GeoJSON says.
    if (format != LayerFormat::kGeoJson) {
      EXPECT_NE(read.crs, "32632") << name_of(format);
    }
  }
}

TEST(Layer, MayBeEmpty) {
  for (const LayerFormat format : kFormats) {
    const Folder folder;
    const std::string path = path_in(folder, format);
    auto layer = created(create_layer(path, {format, "a", utm(10, 10), kFields}));
    const auto written = layer->finish();
    ASSERT_TRUE(written) << written.error().message;
    EXPECT_EQ(written->features, 0U);
    EXPECT_TRUE(read_layer(path).wkt.empty());
  }
}

TEST(Layer, HostileNamesAreNamesOnly) {
  const std::string hostile = "\"; DROP TABLE gpkg_contents; --'\\/../<x>";
  for (const LayerFormat format : kFormats) {
    const Folder folder;
    const std::string path = path_in(folder, format);
    auto layer = created(create_layer(
        path,
        {format,
         hostile,
         utm(10, 10),
         {{hostile, FieldType::kText}, {"fid", FieldType::kInteger}, {"GEOM", FieldType::kReal}}}));
    ASSERT_NE(layer, nullptr);
    ASSERT_TRUE(layer->add({{square(0, 0, 1)}, {hostile, 5L, 1.5}}));
    ASSERT_TRUE(layer->finish());
    EXPECT_EQ(folder.names().size(), 1U);
    const ReadLayer read = read_layer(path);
    EXPECT_EQ(read.fields, (std::vector<std::string>{hostile, "fid", "GEOM"})) << name_of(format);
    EXPECT_EQ(read.values.at(0), (std::vector<std::string>{hostile, "5", "1.5"}));
  }
}

TEST(Layer, RefusesWhatCannotBeWritten) {
  const Folder folder;
  for (const LayerFormat format : kFormats) {
    const std::string path = path_in(folder, format);
    const auto refused = [&](LayerInfo info) {
      info.format = format;
      const auto layer = create_layer(path, std::move(info));
      return !layer && layer.error().kind == base::ErrorKind::kInvalidArgument;
    };
    EXPECT_TRUE(refused({.name = "", .grid = utm(1, 1)}));
    EXPECT_TRUE(refused({.name = std::string("a\0b", 3), .grid = utm(1, 1)}));
    EXPECT_TRUE(refused({.name = "\xff", .grid = utm(1, 1)}));
    EXPECT_TRUE(refused({.name = "a", .grid = utm(1, 1), .fields = {{"x"}, {"X"}}}));
    EXPECT_TRUE(refused({.name = "a", .grid = utm(1, 1), .fields = {{""}}}));
    EXPECT_TRUE(refused({.name = "a",
                         .grid = utm(1, 1),
                         .fields = std::vector<Field>(most_fields(format) + 1, {"x"})}));
    Grid points = utm(1, 1);
    points.georeference = Georeference::kControlPoints;
    EXPECT_TRUE(refused({.name = "a", .grid = points}));
    auto layer = created(create_layer(path, {format, "a", utm(10, 10), kFields}));
    const double infinite = std::numeric_limits<double>::infinity();
    EXPECT_FALSE(layer->add({{}, {{}, {}, {}}}));
    EXPECT_FALSE(layer->add({{{{0, 0}, {1, 1}}}, {{}, {}, {}}}));
    EXPECT_FALSE(layer->add({{{{0, 0}, {1, 1}, {infinite, 0}}}, {{}, {}, {}}}));
    EXPECT_FALSE(layer->add({{square(0, 0, 1)}, {{}, {}}}));
    EXPECT_FALSE(layer->add({{square(0, 0, 1)}, {1L, {}, {}}}));
    EXPECT_FALSE(layer->add({{square(0, 0, 1)}, {{}, 1.0, {}}}));
    EXPECT_FALSE(layer->add({{square(0, 0, 1)}, {"\xff", {}, {}}}));
    EXPECT_FALSE(layer->add({{square(0, 0, 1)}, {std::string("a\0b", 3), {}, {}}}));
    EXPECT_TRUE(layer->add({{square(0, 0, 1)}, {{}, {}, {}}}));
    EXPECT_EQ(create_layer(folder / "none/a", {format, "a", utm(1, 1), {}}).error().kind,
              base::ErrorKind::kNotFound);
    EXPECT_FALSE(create_layer(folder / ".", {format, "a", utm(1, 1), {}}));
  }
  EXPECT_EQ(folder.names(), std::vector<std::string>{});
}

TEST(Layer, AsManyFieldsAsItSays) {
  for (const LayerFormat format : kFormats) {
    const Folder folder;
    const std::string path = path_in(folder, format);
    std::vector<Field> fields;
    const std::size_t count = std::min<std::size_t>(most_fields(format), 4096);
    for (std::size_t i = 0; i < count; ++i) {
      fields.push_back({"e" + std::to_string(i), FieldType::kReal});
    }
    auto layer = created(create_layer(path, {format, "a", utm(10, 10), fields}));
    ASSERT_NE(layer, nullptr);
    Feature feature{{square(0, 0, 1)}, {}};
    for (std::size_t i = 0; i < count; ++i) feature.values.emplace_back(static_cast<double>(i));
    const auto added = layer->add(feature);
    ASSERT_TRUE(added) << added.error().message;
    ASSERT_TRUE(layer->finish());
    EXPECT_EQ(read_layer(path).values.at(0).back(), std::to_string(count - 1));
  }
}

TEST(Layer, WhatIsNotFinishedLeavesNothing) {
  for (const LayerFormat format : kFormats) {
    const Folder folder;
    const std::string path = path_in(folder, format);
    write_text(path, "before");
    {
      auto layer = created(create_layer(path, {format, "a", utm(10, 10), kFields}));
      ASSERT_TRUE(layer->add({{square(0, 0, 1)}, {{}, {}, {}}}));
    }
    EXPECT_EQ(folder.names().size(), 1U);
    EXPECT_EQ(bytes_of(path), "before");
    auto layer = created(create_layer(path, {format, "a", utm(10, 10), kFields}));
    ASSERT_TRUE(layer->finish());
    EXPECT_NE(bytes_of(path), "before");
  }
}

TEST(Layer, NoFileIsReadWithItsDrivers) {
  const Folder folder;
  const std::string path = folder / "a.gpkg";
  auto layer = created(create_layer(path, {LayerFormat::kGeoPackage, "a", utm(10, 10), {}}));
  ASSERT_TRUE(layer->finish());
  const GdalCalls calls;
  EXPECT_EQ(Dataset(gdal.GDALOpenEx(path.c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr)),
            nullptr);
}

constexpr int kManyFeatures = 3000;

bool write_many(const std::string& path, LayerFormat format) {
  auto layer = create_layer(path, {format, "a", utm(100, 100), kFields});
  if (!layer) return false;
  for (int i = 0; i < kManyFeatures; ++i) {
    const double place = i % 90;
    if (!(*layer)->add({{square(place, place, 2)}, {"ship", std::int64_t{i}, 0.25}})) return false;
  }
  return (*layer)->finish().has_value();
}

// In a process of its own, for the limit holds for all that it writes. 0: an Error, as it should
// be.
int write_with_little_room(const std::string& path, LayerFormat format, rlim_t bytes) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit room{bytes, bytes};
    ::setrlimit(RLIMIT_FSIZE, &room);
    ::_exit(write_many(path, format) ? 1 : 0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(Layer, AFullDiskIsAnError) {
  ASSERT_TRUE(load_gdal());
  for (const LayerFormat format : kFormats) {
    const Folder folder;
    const std::string path = path_in(folder, format);
    ASSERT_EQ(write_with_little_room(path, format, RLIM_INFINITY), 1);
    const auto whole = static_cast<rlim_t>(std::filesystem::file_size(path));
    std::filesystem::remove(path);
    for (const rlim_t bytes : {rlim_t{0}, rlim_t{3000}, rlim_t{100'000}, whole / 2, whole - 5000,
                               whole - 100, whole - 1, whole}) {
      const int ended = write_with_little_room(path, format, bytes);
      ASSERT_GE(ended, 0) << name_of(format) << bytes;
      EXPECT_EQ(ended, bytes == whole ? 1 : 0) << name_of(format) << bytes << " of " << whole;
      if (ended == 0) {
        EXPECT_EQ(folder.names(), std::vector<std::string>{}) << name_of(format) << bytes;
        continue;
      }
      EXPECT_EQ(read_layer(path).wkt.size(), std::size_t{kManyFeatures});
      std::filesystem::remove(path);
    }
  }
}

}  // namespace
}  // namespace stacmlm::raster
