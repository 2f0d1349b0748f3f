// SPDX-License-Identifier: Apache-2.0
#include "stac/extensions/datacube_dimension.h"
#include "stac/extensions/extensions.h"
#include "stac/extensions/idioms.h"

namespace stacmlm::stac {

using namespace json;

namespace {

Shape dimensions(DatacubeVersion version) {
  return object().member("cube:dimensions", map_of(datacube_dimension(version)));
}

Shape fields_v2(DatacubeVersion version) {
  return dimensions(version)
      .member("cube:variables", map_of(datacube_variable(version)))
      .closed_prefix("cube:");
}

/// Until 2.0.0: the dimensions stand in the properties.
Shape item_with_dimensions(const Shape& fields) {
  return item_fields(Shape(fields).required("cube:dimensions"), fields);
}

/// Since 2.1.0: the dimensions stand in the properties or in an asset.
Shape item_with_cube(const Shape& cube) {
  return object().any_of({with("properties", cube), with("assets", any_member(cube))});
}

Shape datacube_v2(DatacubeVersion version, std::string_view uri) {
  const Shape fields = fields_v2(version);
  const Shape any_field = has_any_field(fields);
  const Shape some_fields = Shape(fields).all_of({any_field});
  const Shape cube = Shape(fields).required("cube:dimensions");
  const bool newer = version >= DatacubeVersion::k2_1;
  const Shape collection = in_one_place({.root = cube,
                                         .asset = newer ? cube : some_fields,
                                         .item_asset = some_fields,
                                         .summaries = any_field});
  return lists_extension(uri).by_member(
      "type", {{"Feature", newer ? item_with_cube(cube) : item_with_dimensions(fields)},
               {"Collection", collection}});
}

}  // namespace

Shape datacube_v1_0() {
  const Shape fields = dimensions(DatacubeVersion::k1_0);
  const Shape collection =
      Shape(fields).required("cube:dimensions").all_of({collection_fields(fields)});
  return lists_extension("https://stac-extensions.github.io/datacube/v1.0.0/schema.json")
      .by_member("type", {{"Feature", item_with_dimensions(fields)}, {"Collection", collection}});
}

Shape datacube_v2_0() {
  return datacube_v2(DatacubeVersion::k2_0,
                     "https://stac-extensions.github.io/datacube/v2.0.0/schema.json");
}

Shape datacube_v2_1() {
  return datacube_v2(DatacubeVersion::k2_1,
                     "https://stac-extensions.github.io/datacube/v2.1.0/schema.json");
}

Shape datacube_v2_2() {
  return datacube_v2(DatacubeVersion::k2_2,
                     "https://stac-extensions.github.io/datacube/v2.2.0/schema.json");
}

Shape datacube_v2_3() {
  return datacube_v2(DatacubeVersion::k2_3,
                     "https://stac-extensions.github.io/datacube/v2.3.0/schema.json");
}

}  // namespace stacmlm::stac
