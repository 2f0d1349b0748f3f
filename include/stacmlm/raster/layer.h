// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
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
[[nodiscard]] std::string_view media_type_of(LayerFormat format);

enum class FieldType : std::uint8_t { kText, kInteger, kReal };

struct Field {
  std::string name;
  FieldType type = FieldType::kText;
};

/// A closed line in pixels of the grid: column and row, (0, 0) is the outer corner of the first
/// pixel. The first point is not repeated.
using Ring = std::vector<Point>;

/// A place and what is known of it.
struct Feature {
  std::vector<Ring> rings;  ///< of one polygon: its outline, then its holes
  /// One for each field of the layer, of its type; nothing: null.
  std::vector<std::variant<std::monostate, std::string, std::int64_t, double>> values;
};

/// The layer that is to be written.
struct LayerInfo {
  LayerFormat format = LayerFormat::kGeoPackage;
  std::string name;  ///< of the layer
  Grid grid;         ///< whose pixels the rings count in
  std::vector<Field> fields;
};

/// A layer that was written.
struct WrittenLayer {
  std::string path;
  std::uint64_t bytes = 0;
  std::uint64_t features = 0;
};

/// Writes polygons while they are found. The name appears when the file is whole. Not for several
/// threads at once.
class LayerWriter {
 public:
  LayerWriter() = default;
  LayerWriter(const LayerWriter&) = delete;
  LayerWriter& operator=(const LayerWriter&) = delete;
  /// Drops what is not finished.
  virtual ~LayerWriter() = default;

  /// `kIo`, `kLimitExceeded`: the disk is full or cannot be written.
  [[nodiscard]] virtual base::Result<void> add(const Feature& feature) = 0;
  /// Puts the file in its place. Once.
  [[nodiscard]] virtual base::Result<WrittenLayer> finish() = 0;
};

/// Begins a layer. The file's folder must be there; a file of that name is replaced at the end.
/// `kUnsupported`: built without GDAL, or without the driver of that format.
[[nodiscard]] base::Result<std::unique_ptr<LayerWriter>> create_layer(const std::string& path,
                                                                      LayerInfo info);

}  // namespace stacmlm::raster
