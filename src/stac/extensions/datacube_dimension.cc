// SPDX-License-Identifier: Apache-2.0
#include "stac/extensions/datacube_dimension.h"

#include <string_view>
#include <utility>

#include "stac/extensions/idioms.h"
#include "stacmlm/stac/extension_parts.h"
#include "stacmlm/stac/vocabulary.h"

namespace stacmlm::stac {

using namespace json;

namespace {

Shape extent(Shape bound) { return array_of(std::move(bound)).min_items(2).max_items(2); }

Shape values(Shape value) { return array_of(std::move(value)).min_items(1); }

Shape number_or_text() { return any_of({number(), text()}); }

Shape spatial_reference_system(DatacubeVersion version) {
  if (version < DatacubeVersion::k2_1) return any_of({text(), number(), object()});
  const Shape epsg = integer().minimum(0);
  return any_of({text(), epsg, all_of({object(), unchecked("projjson")})});
}

Shape horizontal_dimension(DatacubeVersion version) {
  return object()
      .member("description", text())
      .member("extent", extent(number()), kRequired)
      .member("values", values(number()))
      .member("step", nullable(number()))
      .member("reference_system", spatial_reference_system(version))
      .called("a horizontal dimension");
}

Shape vertical_dimension(DatacubeVersion version) {
  return object()
      .member("description", text())
      .member("extent", extent(nullable(number())))
      .member("values", values(number_or_text()))
      .member("step", nullable(number()))
      .member("unit", text())
      .member("reference_system", spatial_reference_system(version))
      .all_of({has_any({"extent", "values"})})
      .called("a vertical dimension");
}

Shape spatial_dimension(DatacubeVersion version) {
  const Shape horizontal = horizontal_dimension(version);
  return object().by_member(
      "axis", {{"x", horizontal}, {"y", horizontal}, {"z", vertical_dimension(version)}});
}

Shape geometry_dimension(DatacubeVersion version) {
  const Shape in_plane = Shape().min_items(4).max_items(4);
  const Shape in_space = Shape().min_items(6).max_items(6);
  const Shape geometry_types =
      array_of(words({"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon",
                      "MultiPolygon", "GeometryCollection"}))
          .unique_items();
  return object()
      .member("axes", array_of(words({"x", "y", "z"})).unique_items())
      .member("description", text())
      .member("bbox", array_of(number()).any_of({in_plane, in_space}), kRequired)
      .member("values", values(text()))
      .member("geometry_types", geometry_types)
      .member("reference_system", spatial_reference_system(version))
      .called("a geometry dimension");
}

Shape temporal_dimension() {
  return object()
      .member("description", text())
      .member("axis", nothing())
      .member("extent", extent(nullable(text())), kRequired)
      .member("values", values(text()))
      .member("step", nullable(text()))
      .called("a temporal dimension");
}

Shape additional_dimension(DatacubeVersion version) {
  Shape dimension = object()
                        .member("type", text(), kRequired)
                        .member("description", text())
                        .member("axis", nothing())
                        .member("extent", extent(nullable(number())))
                        .member("values", values(number_or_text()))
                        .member("step", nullable(number()))
                        .member("unit", text())
                        .member("reference_system", text())
                        .all_of({has_any({"extent", "values"})})
                        .called("an additional dimension");
  if (version == DatacubeVersion::k1_0) return dimension;
  return std::move(dimension).member("dimensions", array_of(text()));
}

Shape type_is(std::string_view type) { return object().all_of({with("type", word(type))}); }

}  // namespace

Shape datacube_dimension(DatacubeVersion version) {
  const Shape additional = additional_dimension(version);
  // A temporal dimension that fails as one may still pass as an additional one.
  const Shape temporal_or_additional =
      when(type_is("temporal"), any_of({temporal_dimension(), additional}), additional);
  const Shape not_spatial =
      version < DatacubeVersion::k2_2
          ? temporal_or_additional
          : when(type_is("geometry"), geometry_dimension(version), temporal_or_additional);
  return when(type_is("spatial"), spatial_dimension(version), not_spatial);
}

Shape datacube_variable(DatacubeVersion version) {
  Shape variable = object()
                       .member("variable_type", words({"data", "auxiliary"}))
                       .member("description", text())
                       .member("dimensions", array_of(text()), kRequired)
                       .member("values", array().min_items(1))
                       .member("extent", extent(any_of({text(), number(), null()})))
                       .member("unit", text())
                       .called("a cube variable");
  if (version < DatacubeVersion::k2_3) return variable;
  return std::move(variable)
      .member("nodata", any_of({number(), words({kNodataWords.begin(), kNodataWords.end()})}))
      .member("data_type", raster_data_type());
}

}  // namespace stacmlm::stac
