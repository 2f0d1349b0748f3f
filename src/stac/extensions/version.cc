// SPDX-License-Identifier: Apache-2.0
#include "stac/extensions/extensions.h"
#include "stac/extensions/idioms.h"

namespace stacmlm::stac {

using namespace json;

namespace {

Shape fields_v1_0() { return object().member("version", text()).member("deprecated", boolean()); }

Shape fields_v1_2() { return fields_v1_0().member("experimental", boolean()); }

/// Since 1.1.0: every field is optional wherever it may stand.
Shape versioned(std::string_view uri, const Shape& fields) {
  const Shape collection = Shape(fields).all_of({collection_fields(fields)});
  return lists_extension(uri).by_member(
      "type",
      {{"Feature", item_fields(fields, fields)}, {"Collection", collection}, {"Catalog", fields}});
}

}  // namespace

Shape version_v1_0() {
  const Shape fields = fields_v1_0();
  const Shape with_version = Shape(fields).required("version");
  const Shape any_field = has_any_field(fields);
  const Shape some_fields = Shape(fields).all_of({any_field});
  const Shape collection = in_one_place({.root = with_version,
                                         .asset = some_fields,
                                         .item_asset = some_fields,
                                         .summaries = any_field});
  return lists_extension("https://stac-extensions.github.io/version/v1.0.0/schema.json")
      .by_member("type",
                 {{"Feature", item_fields(with_version, fields)}, {"Collection", collection}});
}

Shape version_v1_1() {
  return versioned("https://stac-extensions.github.io/version/v1.1.0/schema.json", fields_v1_0());
}

Shape version_v1_2() {
  return versioned("https://stac-extensions.github.io/version/v1.2.0/schema.json", fields_v1_2());
}

}  // namespace stacmlm::stac
