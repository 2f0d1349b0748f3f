// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "stacmlm/base/result.h"
#include "stacmlm/raster/grid.h"

namespace stacmlm::raster {

/// Files that a layer of features is written to, by their ending.
enum class LayerFormat : std::uint8_t {
  kGeoPackage,  ///< `.gpkg`
  kGeoJson,     ///< `.geojson`: always in longitude and latitude, RFC 7946
  kFlatGeobuf,  ///< `.fgb`
};
/// `gpkg`, `geojson`, `fgb`: what the files end in, too.
[[nodiscard]] std::string_view name_of(LayerFormat format);
/// Nothing for other words.
[[nodiscard]] std::optional<LayerFormat> layer_format_of(std::string_view name);
/// All of them.
[[nodiscard]] std::span<const LayerFormat> layer_formats();
/// `application/geopackage+sqlite3`, for `type` of an asset.
[[nodiscard]] std::string_view media_type_of(LayerFormat format);

enum class FieldType : std::uint8_t { kText, kInteger, kReal };

struct Field {
  std::string name = {};  ///< upper and lower case are one
  FieldType type = FieldType::kText;
};

/// A closed line in pixels of the grid: column and row, (0, 0) is the outer corner of the first
/// pixel. The first point is not repeated.
using Ring = std::vector<Point>;

/// A place and what is known of it.
struct Feature {
  std::vector<Ring> rings;  ///< of one polygon: its outline, then its holes
  /// One for each field of the layer, of its type; nothing: null. A number that is not finite is
  /// written as null.
  std::vector<std::variant<std::monostate, std::string, std::int64_t, double>> values;
};

/// The layer that is to be written.
struct LayerInfo {
  LayerFormat format = LayerFormat::kGeoPackage;
  /// Of the layer. A GeoPackage has it as identifier; its table is `layer_` and the name, with `_`
  /// for all but letters and digits.
  std::string name = {};
  /// Whose pixels the rings count in. Without a georeference the features have these pixels as
  /// coordinates and no CRS; without a CRS, what its geotransform makes of them.
  Grid grid = {};
  std::vector<Field> fields = {};
};

/// A layer that was written.
struct WrittenLayer {
  std::string path;
  std::uint64_t bytes = 0;
  std::uint64_t features = 0;
};

/// Writes polygons while they are found. The name appears when the file is whole; until then it
/// lies in a folder beside it whose name begins with a dot, which the destructor removes. Memory
/// does not grow with the features, but for some hundred bytes each of a FlatGeobuf, for its index.
/// Not for several threads at once.
class LayerWriter {
 public:
  LayerWriter() = default;
  LayerWriter(const LayerWriter&) = delete;
  LayerWriter& operator=(const LayerWriter&) = delete;
  /// Drops what is not finished.
  virtual ~LayerWriter() = default;

  /// `kInvalidArgument`: values that do not fit the fields, a ring of fewer than three points, a
  /// point that is not finite or has no longitude and latitude (GeoJSON), text that is no UTF-8 or
  /// has a NUL. `kIo`: the disk is full or cannot be written; nothing may be added after that.
  [[nodiscard]] virtual base::Result<void> add(const Feature& feature) = 0;
  /// Puts the file in its place. Once. `kIo`: it could not be written to its end.
  [[nodiscard]] virtual base::Result<WrittenLayer> finish() = 0;
};

/// Most fields that a file of a format can have.
[[nodiscard]] std::size_t most_fields(LayerFormat format);

/// Begins a layer. The file's folder must be there; a file of that name is replaced at the end.
///
/// Errors: `kInvalidArgument` (no name; fields of the same name; too many fields; names that are no
/// UTF-8 or have a NUL; a grid of control points), `kNotFound` and `kIo` (the folder),
/// `kUnsupported` (built without GDAL, or without the driver of that format).
///
/// ```cpp
/// auto ships = raster::create_layer("ships.gpkg", {.name = "ships", .grid = scene->info().grid,
///                                                  .fields = {{"score", FieldType::kReal}}});
/// if (!ships) return report(ships.error());
/// auto added = (*ships)->add({.rings = {{{0, 0}, {0, 9}, {9, 9}, {9, 0}}}, .values = {0.93}});
/// auto written = (*ships)->finish();
/// ```
[[nodiscard]] base::Result<std::unique_ptr<LayerWriter>> create_layer(const std::string& path,
                                                                      LayerInfo info);

}  // namespace stacmlm::raster
