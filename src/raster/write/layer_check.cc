// SPDX-License-Identifier: Apache-2.0
#include "raster/write/layer_check.h"

#include <fmt/format.h>

#include <cmath>
#include <set>
#include <utility>

#include "raster/gdal/library.h"

namespace stacmlm::raster {
namespace {

bool is_text(const std::string& text) {
  return text.find('\0') == std::string::npos &&
         gdal.CPLIsUTF8(text.c_str(), static_cast<int>(text.size())) != 0;
}

/// As SQLite compares the names of columns.
std::string lower(std::string name) {
  for (char& letter : name) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return name;
}

std::set<std::string> names_of(const std::vector<Field>& fields) {
  std::set<std::string> names;
  for (const Field& field : fields) names.insert(lower(field.name));
  return names;
}

/// What a value is that may stand in a field.
bool fits(FieldType type,
          const std::variant<std::monostate, std::string, std::int64_t, double>& value) {
  if (std::holds_alternative<std::monostate>(value)) return true;
  switch (type) {
    case FieldType::kText:
      return std::holds_alternative<std::string>(value) && is_text(std::get<std::string>(value));
    case FieldType::kInteger:
      return std::holds_alternative<std::int64_t>(value);
    case FieldType::kReal:
      return std::holds_alternative<double>(value);
  }
  return false;
}

}  // namespace

base::Result<void> check_layer(const std::string& path, const LayerInfo& info) {
  const auto fail = [&](const std::string& why) {
    return base::fail(base::ErrorKind::kInvalidArgument, path + ": " + why);
  };
  if (info.name.empty() || !is_text(info.name)) return fail("a layer without a name");
  if (info.fields.size() > most_fields(info.format)) {
    return fail(fmt::format("{} fields, and {} has room for {}", info.fields.size(),
                            name_of(info.format), most_fields(info.format)));
  }
  for (const Field& field : info.fields) {
    if (field.name.empty() || !is_text(field.name)) return fail("a field without a name");
  }
  if (names_of(info.fields).size() != info.fields.size()) return fail("two fields of one name");
  if (info.grid.georeference == Georeference::kControlPoints ||
      info.grid.georeference == Georeference::kRational) {
    return fail("pixels that have no place on a grid; bring them to one first");
  }
  return {};
}

base::Result<void> check_feature(const std::string& path, const LayerInfo& info,
                                 const Feature& feature) {
  const auto invalid = [&](const std::string& why) {
    return base::fail(base::ErrorKind::kInvalidArgument, path + ": " + why);
  };
  if (feature.rings.empty()) return invalid("a feature without a place");
  for (const Ring& ring : feature.rings) {
    if (ring.size() < 3) return invalid(fmt::format("a ring of {} points", ring.size()));
    for (const Point& point : ring) {
      const Point place = place_of(info.grid, point);
      if (!std::isfinite(place[0]) || !std::isfinite(place[1])) {
        return invalid("a point that is not finite");
      }
    }
  }
  if (feature.values.size() != info.fields.size()) {
    return invalid(
        fmt::format("{} values for {} fields", feature.values.size(), info.fields.size()));
  }
  for (std::size_t i = 0; i < feature.values.size(); ++i) {
    if (!fits(info.fields[i].type, feature.values[i])) {
      return invalid(fmt::format("a value of another type, or text that is none, for field {}",
                                 info.fields[i].name));
    }
  }
  return {};
}

Point place_of(const Grid& grid, const Point& pixel) {
  if (grid.georeference != Georeference::kGeotransform) return pixel;
  const auto& g = grid.geotransform;
  return {g[0] + g[1] * pixel[0] + g[2] * pixel[1], g[3] + g[4] * pixel[0] + g[5] * pixel[1]};
}

std::string free_name(std::string name, const std::vector<Field>& fields) {
  const auto taken = names_of(fields);
  while (taken.contains(name)) name += '_';
  return name;
}

std::string table_name(std::string name) {
  for (char& letter : name) {
    const bool is_kept = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                         (letter >= '0' && letter <= '9') ||
                         static_cast<unsigned char>(letter) >= 0x80;
    if (!is_kept) letter = '_';
  }
  return "layer_" + name;
}

}  // namespace stacmlm::raster
