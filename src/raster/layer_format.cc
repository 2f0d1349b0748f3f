// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "stacmlm/raster/layer.h"

namespace stacmlm::raster {
namespace {

struct Row {
  LayerFormat format;
  std::string_view name;
  std::string_view media_type;
  std::size_t most_fields;
};
// SQLite has 2000 columns, some of them taken; FlatGeobuf counts them in 16 bits.
constexpr std::array<Row, 3> kFormats{{
    {LayerFormat::kGeoPackage, "gpkg", "application/geopackage+sqlite3", 1990},
    {LayerFormat::kGeoJson, "geojson", "application/geo+json", 65535},
    {LayerFormat::kFlatGeobuf, "fgb", "application/vnd.flatgeobuf", 65535},
}};

}  // namespace

std::string_view name_of(LayerFormat format) {
  return kFormats[static_cast<std::size_t>(format)].name;
}

std::span<const LayerFormat> layer_formats() {
  static const auto all = [] {
    std::array<LayerFormat, kFormats.size()> formats{};
    std::ranges::transform(kFormats, formats.begin(), &Row::format);
    return formats;
  }();
  return all;
}

std::string_view media_type_of(LayerFormat format) {
  return kFormats[static_cast<std::size_t>(format)].media_type;
}

std::size_t most_fields(LayerFormat format) {
  return kFormats[static_cast<std::size_t>(format)].most_fields;
}

std::optional<LayerFormat> layer_format_of(std::string_view name) {
  for (const Row& row : kFormats) {
    if (row.name == name) return row.format;
  }
  return std::nullopt;
}

}  // namespace stacmlm::raster
