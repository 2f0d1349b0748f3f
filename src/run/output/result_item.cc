// SPDX-License-Identifier: Apache-2.0
#include "run/output/result_item.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "diag/json_writer.h"
#include "run/output/lineage.h"
#include "run/output/run_key.h"
#include "stacmlm/base/version.h"
#include "stacmlm/json/parser.h"

namespace stacmlm::run {
namespace {

using diag::JsonWriter;

constexpr std::string_view kProcessing =
    "https://stac-extensions.github.io/processing/v1.2.0/schema.json";
constexpr std::string_view kProjection =
    "https://stac-extensions.github.io/projection/v2.0.0/schema.json";
constexpr std::string_view kFile = "https://stac-extensions.github.io/file/v2.1.0/schema.json";
constexpr std::string_view kClassification =
    "https://stac-extensions.github.io/classification/v2.0.0/schema.json";
constexpr std::string_view kTable = "https://stac-extensions.github.io/table/v1.2.0/schema.json";
constexpr std::string_view kCogType = "image/tiff; application=geotiff; profile=cloud-optimized";

/// The asset says what the classes are.
bool tells_classes(const Plan& plan) {
  if (!is_layer(plan.output.kind)) return has_classes(plan.output.kind);
  return !plan.output.classes.empty() && plan.output.row_kind != OutputKind::kValues;
}

bool has_place(const raster::Grid& grid) {
  return grid.georeference != raster::Georeference::kNone && !grid.crs.empty();
}

void put_number(JsonWriter& out, double number) {
  if (std::isfinite(number)) {
    out.raw(number_text(number));
  } else {
    out.string(std::isnan(number) ? "nan" : number > 0 ? "inf" : "-inf");
  }
}

void put_extensions(JsonWriter& out, const Plan& plan, const raster::Grid& grid) {
  const bool has_layer = is_layer(plan.output.kind);
  out.key("stac_extensions").open('[').string(kProcessing);
  if (!has_layer || has_place(grid)) out.string(kProjection);
  out.string(kFile);
  if (tells_classes(plan)) out.string(kClassification);
  if (has_layer) out.string(kTable);
  out.close(']');
}

base::Result<void> put_place(JsonWriter& out, const raster::Grid& grid) {
  if (!has_place(grid)) {
    out.key("geometry").raw("null");
    return {};
  }
  STACMLM_TRY(const auto outline, raster::footprint(grid));
  double west = 180;
  double south = 90;
  double east = -180;
  double north = -90;
  out.key("geometry")
      .open('{')
      .key("type")
      .string("Polygon")
      .key("coordinates")
      .open('[')
      .open('[');
  for (const raster::Point& point : outline) {
    west = std::min(west, point[0]);
    east = std::max(east, point[0]);
    south = std::min(south, point[1]);
    north = std::max(north, point[1]);
    out.open('[');
    put_number(out, point[0]);
    put_number(out, point[1]);
    out.close(']');
  }
  out.close(']').close(']').close('}');
  out.key("bbox").open('[');
  for (const double side : {west, south, east, north}) put_number(out, side);
  out.close(']');
  return {};
}

void put_time(JsonWriter& out, const Plan& plan) {
  if (plan.end_datetime.empty()) {
    out.key("datetime").string(plan.datetime);
    return;
  }
  out.key("datetime").raw("null");
  out.key("start_datetime").string(plan.datetime).key("end_datetime").string(plan.end_datetime);
}

void put_crs(JsonWriter& out, const raster::Grid& grid) {
  if (grid.epsg != 0) {
    out.key("proj:code").string(fmt::format("EPSG:{}", grid.epsg));
  } else if (!grid.crs.empty()) {
    out.key("proj:code").raw("null").key("proj:wkt2").string(grid.crs);
  }
}

void put_projection(JsonWriter& out, const raster::Grid& grid) {
  put_crs(out, grid);
  out.key("proj:shape").open('[');
  put_number(out, static_cast<double>(grid.height));
  put_number(out, static_cast<double>(grid.width));
  out.close(']');
  if (grid.georeference == raster::Georeference::kNone) return;
  const auto& g = grid.geotransform;
  out.key("proj:transform").open('[');
  for (const double number : {g[1], g[2], g[0], g[4], g[5], g[3]}) put_number(out, number);
  out.close(']');
}

std::string_view type_of(raster::FieldType type) {
  switch (type) {
    case raster::FieldType::kText:
      return "string";
    case raster::FieldType::kInteger:
      return "int64";
    case raster::FieldType::kReal:
      return "double";
  }
  return "";
}

void put_column(JsonWriter& out, std::string_view name, std::string_view type,
                std::string_view description) {
  out.open('{').key("name").string(name).key("type").string(type);
  out.key("description").string(description).close('}');
}

void put_table(JsonWriter& out, const Plan& plan, const ResultFacts& facts) {
  const raster::LayerFormat format = plan.output.layer_format;
  if (has_place(facts.grid)) {
    if (format == raster::LayerFormat::kGeoJson) {
      out.key("proj:code").string("EPSG:4326");
    } else {
      put_crs(out, facts.grid);
    }
  }
  const std::string_view place = format == raster::LayerFormat::kGeoPackage ? "geom" : "geometry";
  out.key("table:primary_geometry").string(place);
  out.key("table:row_count").number(facts.features);
  out.key("table:columns").open('[');
  put_column(out, place, "polygon", "the place");
  for (const ColumnPlan& column : plan.output.columns)
    put_column(out, column.name, type_of(column.type), column.description);
  out.close(']');
}

/// The href of the model's Item, or its id.
std::string model_called(const Plan& plan, const ResultFacts& facts) {
  return facts.model_item.empty() ? plan.model_id : href_from(facts.folder, facts.model_item);
}

void put_properties(JsonWriter& out, const Plan& plan, const Scene& scene,
                    const ResultFacts& facts) {
  out.key("properties").open('{');
  out.key("title").string(fmt::format("{} of {}", plan.model, scene.id()));
  put_time(out, plan);
  out.key("created").string(facts.created);
  if (is_layer(plan.output.kind)) {
    put_table(out, plan, facts);
  } else {
    put_projection(out, facts.grid);
  }
  out.key("processing:level").string("L4");
  out.key("processing:datetime").string(facts.created);
  out.key("processing:lineage").string(lineage_of(plan, scene));
  out.key("processing:expression").open('{').key("format").string("stac-mlm");
  out.key("expression").string(model_called(plan, facts)).close('}');
  out.key(kKeyField).string(facts.key);
  out.key("processing:software").open('{');
  for (const auto& [name, version] : facts.software) out.key(name).string(version);
  out.close('}').close('}');
}

void put_link(JsonWriter& out, const std::string& href, std::string_view type,
              std::string_view title) {
  out.open('{').key("rel").string("derived_from").key("href").string(href);
  out.key("type").string(type).key("title").string(title);
}

void put_source(JsonWriter& out, const SceneTime& source, std::string_view title,
                const ResultFacts& facts) {
  std::string place = source.path;
  if (!source.item.empty()) {
    json::Parser parser;
    json::Document document;
    const auto fault = parser.parse(json::Text::copy_of(source.item), document);
    place = fault ? std::string() : place_of_item(source.path, document.root());
  }
  if (place.empty()) return;
  put_link(out, href_from(facts.folder, place),
           source.item.empty() ? "image/tiff; application=geotiff" : "application/geo+json", title);
  out.close('}');
}

void put_links(JsonWriter& out, const Plan& plan, const Scene& scene, const ResultFacts& facts) {
  out.key("links").open('[');
  if (!facts.model_item.empty()) {
    put_link(out, model_called(plan, facts), "application/geo+json", "Model");
    out.key("mlm:name").string(plan.model).key("processing:level").string("L4").close('}');
  }
  put_link(out, href_from(facts.folder, facts.model_file), "application/octet-stream",
           "Model file");
  out.key("file:checksum").string(facts.model_checksum).key("file:size").number(facts.model_bytes);
  out.close('}');
  for (const SceneTime& time : scene.times) put_source(out, time, "Scene", facts);
  for (const SceneTime& raster : scene.with) put_source(out, raster, "Raster beside it", facts);
  out.close(']');
}

void put_classes(JsonWriter& out, const OutputPlan& output) {
  out.key("classification:classes").open('[');
  bool has_nodata = false;
  for (const ClassPlan& one : output.classes) {
    out.open('{').key("value").raw(std::to_string(one.value)).key("name").string(one.name);
    if (!one.description.empty()) out.key("description").string(one.description);
    if (!one.color.empty()) out.key("color_hint").string(one.color);
    if (one.nodata) out.key("nodata").raw("true");
    has_nodata = has_nodata || one.nodata;
    out.close('}');
  }
  if (!has_nodata && !is_layer(output.kind)) {
    out.open('{').key("value").raw(number_text(output.nodata)).key("name").string("nodata");
    out.key("description").string("no data").key("nodata").raw("true").close('}');
  }
  out.close(']');
}

void put_statistics(JsonWriter& out, const raster::Statistics& statistics,
                    const raster::Grid& grid) {
  if (statistics.valid == 0) return;
  out.key("statistics").open('{');
  out.key("minimum");
  put_number(out, statistics.minimum);
  out.key("maximum");
  put_number(out, statistics.maximum);
  out.key("mean");
  put_number(out, statistics.mean);
  out.key("stddev");
  put_number(out, statistics.stddev);
  out.key("valid_percent");
  put_number(out, 100.0 * static_cast<double>(statistics.valid) /
                      static_cast<double>(grid.width * grid.height));
  out.close('}');
}

void put_bands(JsonWriter& out, const Plan& plan, const ResultFacts& facts) {
  out.key("data_type").string(plan.output.data_type).key("nodata");
  put_number(out, plan.output.nodata);
  out.key("bands").open('[');
  for (std::size_t i = 0; i < plan.output.bands.size(); ++i) {
    out.open('{').key("name").string(plan.output.bands[i]);
    if (i < facts.bands.size() && !has_classes(plan.output.kind))
      put_statistics(out, facts.bands[i], facts.grid);
    out.close('}');
  }
  out.close(']');
}

void put_result_asset(JsonWriter& out, const Plan& plan, const ResultFacts& facts) {
  out.key("result").open('{').key("href").string(href_from(facts.folder, facts.path));
  const bool has_layer = is_layer(plan.output.kind);
  out.key("type").string(has_layer ? raster::media_type_of(plan.output.layer_format) : kCogType);
  out.key("title").string(plan.model);
  out.key("roles").open('[').string("data").close(']');
  if (!has_layer) put_bands(out, plan, facts);
  if (tells_classes(plan)) put_classes(out, plan.output);
  out.key("file:checksum").string(facts.checksum);
  out.key("file:size").number(facts.bytes).close('}');
}

}  // namespace

base::Result<std::string> result_item(const Plan& plan, const Scene& scene,
                                      const ResultFacts& facts) {
  JsonWriter out;
  out.open('{').key("type").string("Feature").key("stac_version").string("1.1.0");
  put_extensions(out, plan, facts.grid);
  out.key("id").string(facts.id);
  STACMLM_CHECK(put_place(out, facts.grid));
  put_properties(out, plan, scene, facts);
  put_links(out, plan, scene, facts);
  out.key("assets").open('{');
  put_result_asset(out, plan, facts);
  if (!facts.preview.empty()) {
    out.key("preview").open('{').key("href").string(href_from(facts.folder, facts.preview));
    out.key("type").string("image/png").key("title").string("Preview");
    out.key("roles").open('[').string("thumbnail").string("overview").close(']').close('}');
  }
  out.close('}').close('}');
  return out.text();
}

}  // namespace stacmlm::run
