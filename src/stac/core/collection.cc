// SPDX-License-Identifier: Apache-2.0
#include "stac/core/core.h"
#include "stacmlm/stac/item.h"

namespace stacmlm::stac {

using namespace json;

namespace shapes {
namespace {

Shape type(int) { return word("Collection"); }

Shape providers_of(int version) { return providers(version != ordinal(CoreVersion::k1_0_0)); }

Shape extent(int version) {
  Shape boxes = array_of(bounding_box()).min_items(1);
  if (version == ordinal(CoreVersion::k1_1_0)) {
    // One box, or the union of at least two others and those.
    boxes =
        array_of(bounding_box()).one_of({Shape().min_items(1).max_items(1), Shape().min_items(3)});
  }
  const Shape interval = array_of(nullable(shapes::timestamp(version)))
                             .min_items(2)
                             .max_items(2)
                             .called("an interval");
  return object()
      .member("spatial", object().member("bbox", std::move(boxes), kRequired), kRequired)
      .member("temporal", object().member("interval", array_of(interval).min_items(1), kRequired),
              kRequired)
      .called("an extent");
}

Shape summaries(int) {
  const Shape bound = any_of({number(), text()});
  const Shape range =
      object().member("minimum", bound, kRequired).member("maximum", bound, kRequired);
  const Shape schema = object().min_members(1).all_of({refer("a JSON Schema", &json_schema)});
  return map_of(any_of({schema, range, array().min_items(1)}).called("a summary"));
}

Shape item_assets(int) { return Shape().others(asset_definition()); }

}  // namespace
}  // namespace shapes

std::span<const Member<Collection>> Collection::members() {
  static const Member<Collection> kMembers[] = {
      member<&Collection::type>("type", &shapes::type).demanded(kAlways),
      member<&Collection::stac_version>("stac_version", &shapes::stac_version).demanded(kAlways),
      member<&Collection::stac_extensions>("stac_extensions", &shapes::stac_extensions),
      member<&Collection::id>("id", &shapes::non_empty_text).demanded(kAlways),
      member<&Collection::title>("title", &shapes::any_text),
      member<&Collection::description>("description", &shapes::non_empty_text).demanded(kAlways),
      member<&Collection::keywords>("keywords", &shapes::texts),
      member<&Collection::license>("license", &shapes::license).demanded(kAlways),
      member<&Collection::providers>("providers", &shapes::providers_of),
      member<&Collection::extent>("extent", &shapes::extent).demanded(kAlways),
      member<&Collection::summaries>("summaries", &shapes::summaries),
      member<&Collection::links>("links", &shapes::links).demanded(kAlways),
      member<&Collection::assets>("assets", &shapes::assets),
      member<&Collection::item_assets>("item_assets", &shapes::item_assets).in(kSince1_1),
  };
  return kMembers;
}

Shape collection(CoreVersion version) {
  Shape collection = shape_of<Collection>(ordinal(version)).called("a Collection");
  if (version == CoreVersion::k1_0_0) return collection;
  return with_common_metadata(std::move(collection), version);
}

}  // namespace stacmlm::stac
