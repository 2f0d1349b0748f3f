// SPDX-License-Identifier: Apache-2.0
#include "stac/core/core.h"

namespace stacmlm::stac {

using namespace json;

namespace {

Shape extent(CoreVersion version) {
  Shape boxes = array_of(bounding_box()).min_items(1);
  if (version == CoreVersion::k1_1_0) {
    // One box, or the union of at least two others and those.
    boxes =
        array_of(bounding_box()).one_of({Shape().min_items(1).max_items(1), Shape().min_items(3)});
  }
  const Shape interval =
      array_of(nullable(timestamp())).min_items(2).max_items(2).called("an interval");
  return object()
      .member("spatial", object().member("bbox", std::move(boxes), kRequired), kRequired)
      .member("temporal", object().member("interval", array_of(interval).min_items(1), kRequired),
              kRequired)
      .called("an extent");
}

Shape summary() {
  const Shape bound = any_of({number(), text()});
  const Shape range =
      object().member("minimum", bound, kRequired).member("maximum", bound, kRequired);
  const Shape schema = object().min_members(1).all_of({refer("a JSON Schema", &json_schema)});
  return any_of({schema, range, array().min_items(1)}).called("a summary");
}

}  // namespace

Shape collection(CoreVersion version) {
  Shape collection = stac_document(version, "Collection")
                         .member("title", text())
                         .member("description", text().min_length(1), kRequired)
                         .member("keywords", array_of(text()))
                         .member("license", license(), kRequired)
                         .member("extent", extent(version), kRequired)
                         .member("assets", map_of(asset(version)))
                         .member("summaries", map_of(summary()))
                         .called("a Collection");
  if (version == CoreVersion::k1_0_0) {
    return std::move(collection).member("providers", providers(false));
  }
  return std::move(collection).member("item_assets", Shape().others(asset_definition()));
}

}  // namespace stacmlm::stac
