// SPDX-License-Identifier: Apache-2.0
#include "stac/core/core.h"
#include "stac/extensions/extensions.h"
#include "stac/extensions/idioms.h"

namespace stacmlm::stac {

using namespace json;

namespace {

/// What all versions have; they differ in the name of the code, and in the projjson.
Shape fields() {
  const Shape projjson = object().all_of({unchecked("projjson")});
  const Shape centroid = object()
                             .member("lat", number().minimum(-90).maximum(90), kRequired)
                             .member("lon", number().minimum(-180).maximum(180), kRequired)
                             .called("a centroid");
  const Shape transform =
      array_of(number())
          .any_of({Shape().min_items(6).max_items(6), Shape().min_items(9).max_items(9)})
          .called("a transform");
  return object()
      .member("proj:wkt2", nullable(text()))
      .member("proj:projjson", nullable(projjson))
      .member("proj:geometry", geometry())
      .member("proj:bbox", bounding_box())
      .member("proj:centroid", centroid)
      .member("proj:shape", array_of(integer()).min_items(2).max_items(2))
      .member("proj:transform", transform)
      .closed_prefix("proj:");
}

Shape with_epsg(Shape fields) { return std::move(fields).member("proj:epsg", nullable(integer())); }

Shape with_code(Shape fields) { return std::move(fields).member("proj:code", nullable(text())); }

Shape projection(std::string_view uri, const Shape& properties, const Shape& asset) {
  return lists_extension(uri).by_member("type", {{"Feature", item_fields(properties, asset)},
                                                 {"Collection", collection_fields(asset)}});
}

}  // namespace

Shape projection_v1_0() {
  const Shape asset = with_epsg(fields());
  return projection("https://stac-extensions.github.io/projection/v1.0.0/schema.json",
                    Shape(asset).required("proj:epsg"), asset);
}

Shape projection_v1_1() {
  const Shape any = with_epsg(fields());
  return projection("https://stac-extensions.github.io/projection/v1.1.0/schema.json", any, any);
}

Shape projection_v1_2() {
  const Shape any = with_code(with_epsg(fields()));
  return projection("https://stac-extensions.github.io/projection/v1.2.0/schema.json", any, any);
}

Shape projection_v2_0() {
  const Shape any = with_code(fields());
  return projection("https://stac-extensions.github.io/projection/v2.0.0/schema.json", any, any);
}

}  // namespace stacmlm::stac
