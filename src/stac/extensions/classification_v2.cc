// SPDX-License-Identifier: Apache-2.0
#include "stac/extensions/extensions.h"
#include "stac/extensions/idioms.h"
#include "stacmlm/stac/patterns.h"

namespace stacmlm::stac {

using namespace json;

namespace {

constexpr double kPercent = 100;

Shape set_of(Shape element) { return array_of(std::move(element)).min_items(1).unique_items(); }

Shape classes() {
  return set_of(object()
                    .member("value", integer(), kRequired)
                    .member("name", text(), kRequired)
                    .member("title", text())
                    .member("description", text())
                    .member("color_hint", text().pattern(kHexColor))
                    .member("nodata", boolean())
                    .member("percentage", number().minimum(0).maximum(kPercent))
                    .member("count", integer())
                    .called("a class"));
}

Shape fields() {
  const Shape bit_field = object()
                              .member("offset", integer().minimum(0), kRequired)
                              .member("length", integer().minimum(1), kRequired)
                              .member("classes", classes(), kRequired)
                              .member("roles", set_of(text()))
                              .member("description", text())
                              .member("name", text())
                              .called("a bit field");
  return object()
      .member("classification:bitfields", set_of(bit_field))
      .member("classification:classes", classes())
      .closed_prefix("classification:");
}

}  // namespace

Shape classification_v2_0() {
  const Shape on_bands = array_of(fields());
  const Shape banded = fields().member("bands", on_bands).member("raster:bands", on_bands);
  return lists_extension("https://stac-extensions.github.io/classification/v2.0.0/schema.json")
      .by_member("type", {{"Feature", item_fields(banded, banded)},
                          {"Collection", collection_fields(banded).member("summaries", fields())}});
}

}  // namespace stacmlm::stac
