// SPDX-License-Identifier: Apache-2.0
#include "cli/coastline.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>

#include "cli/read_document.h"
#include "cli/share_folder.h"

namespace stacmlm::cli {

namespace fs = std::filesystem;

base::Result<void> read_coastline(const std::string& path, json::Document& coastline) {
  constexpr std::array<std::string_view, 7> kTypes = {
      "FeatureCollection", "Feature", "GeometryCollection", "LineString",
      "MultiLineString",   "Polygon", "MultiPolygon"};
  if (auto read = read_json(path, coastline); !read) return read;
  const json::Value type = coastline.root().find("type");
  if (std::ranges::any_of(kTypes, [&](std::string_view known) { return type.equals(known); }))
    return {};
  return base::fail(base::ErrorKind::kInvalidDocument, path + ": no GeoJSON with lines or areas");
}

std::string coastline_beside_program() {
  std::error_code error;
  const fs::path file = fs::path(share_folder()) / "coastline.geojson";
  return fs::is_regular_file(file, error) ? file.string() : std::string();
}

}  // namespace stacmlm::cli
