// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/raster/layer.h"

#include <fmt/format.h>

#include <cmath>
#include <string_view>
#include <type_traits>
#include <utility>

#include "raster/gdal/calls.h"
#include "raster/gdal/crs.h"
#include "raster/gdal/written_files.h"
#include "raster/write/draft_folder.h"
#include "raster/write/layer_check.h"

namespace stacmlm::raster {
namespace {

OGRFieldType type_of(FieldType type) {
  switch (type) {
    case FieldType::kText:
      return OFTString;
    case FieldType::kInteger:
      return OFTInteger64;
    case FieldType::kReal:
      return OFTReal;
  }
  return OFTString;
}

struct DestroyFeature {
  void operator()(OGRFeatureH feature) const { gdal.OGR_F_Destroy(feature); }
};
using OgrFeature = std::unique_ptr<std::remove_pointer_t<OGRFeatureH>, DestroyFeature>;

class OgrLayerWriter final : public LayerWriter {
 public:
  OgrLayerWriter(std::string path, LayerInfo info, DraftFolder folder)
      : path_(std::move(path)),
        info_(std::move(info)),
        folder_(std::move(folder)),
        file_(fmt::format("layer.{}", name_of(info_.format))) {}
  OgrLayerWriter(const OgrLayerWriter&) = delete;
  OgrLayerWriter& operator=(const OgrLayerWriter&) = delete;
  ~OgrLayerWriter() override {
    if (data_ == nullptr) return;
    const GdalCalls calls;  // closing complains where it cannot write
    data_.reset();
  }

  base::Result<void> begin();
  base::Result<void> add(const Feature& feature) override;
  base::Result<WrittenLayer> finish() override;

 private:
  [[nodiscard]] tl::unexpected<base::Error> writing_error(GdalCalls& calls) const {
    return calls.error(base::ErrorKind::kIo, path_ + ": writing it");
  }
  [[nodiscard]] tl::unexpected<base::Error> invalid(const std::string& why) const {
    return base::fail(base::ErrorKind::kInvalidArgument, path_ + ": " + why);
  }
  [[nodiscard]] OGRGeometryH polygon(const Feature& feature) const;
  base::Result<void> add_checked(const Feature& feature);
  base::Result<void> create_layer(GdalCalls& calls);
  void set_layer_options(Options& options, bool has_crs) const;

  std::string path_;
  LayerInfo info_;
  DraftFolder folder_;
  std::string file_;
  Dataset data_;
  OGRLayerH layer_ = nullptr;
  std::uint64_t features_ = 0;
  bool is_over_ = false;  // finished, or failed
};

base::Result<void> OgrLayerWriter::begin() {
  GDALDriverH driver = layer_driver(info_.format);
  if (driver == nullptr) {
    return base::fail(base::ErrorKind::kUnsupported,
                      fmt::format("{}: this GDAL does not write {}", path_, name_of(info_.format)));
  }
  GdalCalls calls;
  const bool is_database = info_.format == LayerFormat::kGeoPackage;
  const std::string file = folder_.name() + "/" + file_;
  if (is_database) {
    // It is thrown away unless it is whole.
    gdal.CPLSetThreadLocalConfigOption("OGR_SQLITE_SYNCHRONOUS", "OFF");
    gdal.CPLSetThreadLocalConfigOption("OGR_SQLITE_JOURNAL", "OFF");
  }
  data_.reset(gdal.GDALCreate(driver, is_database ? file.c_str() : written_name(file).c_str(), 0, 0,
                              0, GDT_Unknown, nullptr));
  if (is_database) {
    gdal.CPLSetThreadLocalConfigOption("OGR_SQLITE_SYNCHRONOUS", nullptr);
    gdal.CPLSetThreadLocalConfigOption("OGR_SQLITE_JOURNAL", nullptr);
  }
  if (data_ == nullptr || calls.failed()) return writing_error(calls);
  STACMLM_CHECK(create_layer(calls));
  // A transaction for each row would take a thousand times as long.
  if (is_database && gdal.GDALDatasetStartTransaction(data_.get(), FALSE) != OGRERR_NONE) {
    return writing_error(calls);
  }
  return {};
}

void OgrLayerWriter::set_layer_options(Options& options, bool has_crs) const {
  switch (info_.format) {
    case LayerFormat::kGeoPackage:
      options.set("IDENTIFIER", info_.name);
      options.set("FID", free_name("fid", info_.fields));
      options.set("GEOMETRY_NAME", free_name("geom", info_.fields));
      return;
    case LayerFormat::kGeoJson:
      // To longitude and latitude, split at the antimeridian, outlines counterclockwise.
      if (has_crs) options.set("RFC7946", "YES");
      return;
    case LayerFormat::kFlatGeobuf:
      options.set("TEMPORARY_DIR", written_name(folder_.name()));
      return;
  }
}

base::Result<void> OgrLayerWriter::create_layer(GdalCalls& calls) {
  const bool has_place = info_.grid.georeference == Georeference::kGeotransform;
  const Crs crs = has_place ? crs_of(info_.grid.crs) : nullptr;
  if (calls.failed()) return calls.error(base::ErrorKind::kInvalidArgument, path_ + ": the CRS");
  Options options;
  set_layer_options(options, crs != nullptr);
  const bool is_database = info_.format == LayerFormat::kGeoPackage;
  const std::string name = is_database ? table_name(info_.name) : info_.name;
  layer_ =
      gdal.GDALDatasetCreateLayer(data_.get(), name.c_str(), crs.get(), wkbPolygon, options.get());
  if (layer_ == nullptr || calls.failed()) return writing_error(calls);
  for (const Field& field : info_.fields) {
    OGRFieldDefnH about = gdal.OGR_Fld_Create(field.name.c_str(), type_of(field.type));
    const OGRErr created = gdal.OGR_L_CreateField(layer_, about, FALSE);
    gdal.OGR_Fld_Destroy(about);
    if (created != OGRERR_NONE || calls.failed()) return writing_error(calls);
  }
  return {};
}

OGRGeometryH OgrLayerWriter::polygon(const Feature& feature) const {
  OGRGeometryH polygon = gdal.OGR_G_CreateGeometry(wkbPolygon);
  for (const Ring& ring : feature.rings) {
    OGRGeometryH line = gdal.OGR_G_CreateGeometry(wkbLinearRing);
    const int count = static_cast<int>(ring.size());
    gdal.OGR_G_SetPointCount(line, count + 1);
    for (int i = 0; i <= count; ++i) {
      const Point place = place_of(info_.grid, ring[static_cast<std::size_t>(i % count)]);
      gdal.OGR_G_SetPoint_2D(line, i, place[0], place[1]);
    }
    gdal.OGR_G_AddGeometryDirectly(polygon, line);
  }
  return polygon;
}

base::Result<void> OgrLayerWriter::add(const Feature& feature) {
  if (is_over_) return invalid("it is finished, or has failed");
  STACMLM_CHECK(check_feature(path_, info_, feature));
  auto added = add_checked(feature);
  if (!added) is_over_ = true;
  return added;
}

base::Result<void> OgrLayerWriter::add_checked(const Feature& feature) {
  GdalCalls calls;
  const OgrFeature row(gdal.OGR_F_Create(gdal.OGR_L_GetLayerDefn(layer_)));
  if (row == nullptr) return writing_error(calls);
  gdal.OGR_F_SetGeometryDirectly(row.get(), polygon(feature));
  for (std::size_t i = 0; i < feature.values.size(); ++i) {
    const int field = static_cast<int>(i);
    const auto& value = feature.values[i];
    if (const auto* const text = std::get_if<std::string>(&value)) {
      gdal.OGR_F_SetFieldString(row.get(), field, text->c_str());
    } else if (const auto* const whole = std::get_if<std::int64_t>(&value)) {
      gdal.OGR_F_SetFieldInteger64(row.get(), field, *whole);
    } else if (const auto* const real = std::get_if<double>(&value);
               real != nullptr && std::isfinite(*real)) {
      gdal.OGR_F_SetFieldDouble(row.get(), field, *real);
    } else {
      gdal.OGR_F_SetFieldNull(row.get(), field);
    }
  }
  if (gdal.OGR_L_CreateFeature(layer_, row.get()) != OGRERR_NONE || calls.failed()) {
    return writing_error(calls);
  }
  ++features_;
  return {};
}

base::Result<WrittenLayer> OgrLayerWriter::finish() {
  if (is_over_) return invalid("it is finished, or has failed");
  is_over_ = true;
  GdalCalls calls;
  if (info_.format == LayerFormat::kGeoPackage &&
      gdal.GDALDatasetCommitTransaction(data_.get()) != OGRERR_NONE) {
    return writing_error(calls);
  }
  data_.reset();  // writes indexes, and what is not written yet
  if (calls.failed()) return writing_error(calls);
  STACMLM_TRY(const std::uint64_t bytes, folder_.put_in_place(file_));
  return WrittenLayer{path_, bytes, features_};
}

}  // namespace

base::Result<std::unique_ptr<LayerWriter>> create_layer(const std::string& path, LayerInfo info) {
  STACMLM_CHECK(load_gdal());
  STACMLM_CHECK(check_layer(path, info));
  STACMLM_TRY(DraftFolder folder, DraftFolder::create(path));
  auto writer = std::make_unique<OgrLayerWriter>(path, std::move(info), std::move(folder));
  STACMLM_CHECK(writer->begin());
  return writer;
}

}  // namespace stacmlm::raster
