// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "run/plan/output_form.h"
#include "run/postprocess/output_axes.h"

namespace stacmlm::run {
namespace {

std::string lower(std::string name) {
  std::ranges::transform(name, name.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  });
  return name;
}

/// A name for a column, of a text that may hold anything: letters, digits and `_`.
std::string column_name(std::string_view text) {
  constexpr std::size_t kLongest = 60;
  std::string name;
  for (const char c : text.substr(0, kLongest)) {
    const bool is_kept = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    name += is_kept ? c : '_';
  }
  return name;
}

class Columns {
 public:
  explicit Columns(std::vector<ColumnPlan>& columns) : columns_(columns) {}

  /// A name that is taken gets a number.
  void add(const std::string& name, raster::FieldType type, std::string description) {
    std::string free = name.empty() ? "_" : name;
    // From the last one on: there may be very many of one name.
    for (int& more = more_[lower(free)]; !taken_.insert(lower(free)).second; ++more)
      free = fmt::format("{}_{}", name, more + 2);
    columns_.push_back({std::move(free), type, std::move(description)});
  }

 private:
  std::vector<ColumnPlan>& columns_;
  std::set<std::string> taken_{"fid", "geom", "geometry"};  // which formats have themselves
  std::map<std::string, int> more_;                         // columns of one name beside the first
};

bool is_embedding(const OutputPlan& output) {
  const int axis = find_axis(output.dimensions, OutputAxis::kChannel);
  if (axis < 0) return false;
  const std::string name = lower(output.dimensions[static_cast<std::size_t>(axis)]);
  return name.starts_with("embedding") || name.starts_with("feature");
}

void add_class_columns(const OutputPlan& output, Columns& columns) {
  columns.add("class", raster::FieldType::kInteger, "value of the class");
  columns.add("class_name", raster::FieldType::kText, "name of the class");
  const std::string how = output.activation == "none" ? "as the model gives it" : output.activation;
  if (output.row_kind == OutputKind::kMask) {
    columns.add("score", raster::FieldType::kReal, "score, " + how);
    return;
  }
  if (output.channels == 1 || !output.functions.empty()) return;  // numbers of classes
  for (const ClassPlan& one : output.classes) {
    columns.add("score_" + column_name(one.name), raster::FieldType::kReal,
                fmt::format("score of class {} ({}), {}", one.value, one.name, how));
  }
}

void add_value_columns(const OutputPlan& output, bool has_names, Columns& columns) {
  const bool counts = !has_names && output.bands.size() > 1 && is_embedding(output);
  for (std::size_t i = 0; i < output.bands.size(); ++i) {
    columns.add(counts ? fmt::format("e{}", i) : column_name(output.bands[i]),
                raster::FieldType::kReal,
                counts ? fmt::format("element {} of the embedding", i) : output.bands[i]);
  }
}

}  // namespace

void add_table_columns(Planning& planning) {
  OutputPlan& output = planning.plan.output;
  Columns columns(output.columns);
  columns.add("tile_column", raster::FieldType::kInteger, "number of the tile from the left");
  columns.add("tile_row", raster::FieldType::kInteger, "number of the tile from the top");
  columns.add("nodata_share", raster::FieldType::kReal, "0 to 1: pixels without data");
  if (has_classes(output.row_kind)) {
    add_class_columns(output, columns);
  } else {
    add_value_columns(output, !planning.output.bands.value_or({}).empty(), columns);
  }
  output.layer_format = planning.options.layer_format;
  const std::size_t most = raster::most_fields(output.layer_format);
  if (output.columns.size() <= most) return;
  std::vector<std::string> others;
  for (const raster::LayerFormat format : raster::layer_formats()) {
    if (raster::most_fields(format) >= output.columns.size())
      others.emplace_back(raster::name_of(format));
  }
  planning.ask(output.field,
               fmt::format("a row has {} columns, and {} has room for {}", output.columns.size(),
                           raster::name_of(output.layer_format), most),
               "--layer-format", std::move(others));
}

}  // namespace stacmlm::run
