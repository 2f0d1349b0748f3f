// SPDX-License-Identifier: Apache-2.0
#include "stacmlm/stac/item.h"

#include "stac/core/core.h"
#include "stac/extensions/idioms.h"

namespace stacmlm::stac {

using namespace json;

namespace shapes {
namespace {

Shape type(int) { return word("Feature"); }
Shape nullable_geometry(int) { return nullable(geometry()); }
Shape bbox(int) { return bounding_box(); }

/// An instant, or null and the range instead.
Shape properties(int version) {
  return with_common_metadata(object(), static_cast<CoreVersion>(version))
      .required("datetime")
      .when(with("datetime", null()), has({"start_datetime", "end_datetime"}));
}

}  // namespace
}  // namespace shapes

std::span<const Member<Item>> Item::members() {
  static const Member<Item> kMembers[] = {
      member<&Item::type>("type", &shapes::type).demanded(kAlways),
      member<&Item::stac_version>("stac_version", &shapes::stac_version).demanded(kAlways),
      member<&Item::stac_extensions>("stac_extensions", &shapes::stac_extensions),
      member<&Item::id>("id", &shapes::non_empty_text).demanded(kAlways),
      member<&Item::geometry>("geometry", &shapes::nullable_geometry).demanded(kAlways),
      member<&Item::bbox>("bbox", &shapes::bbox),
      member<&Item::properties>("properties", &shapes::properties).demanded(kAlways),
      member<&Item::links>("links", &shapes::links).demanded(kAlways),
      member<&Item::assets>("assets", &shapes::assets).demanded(kAlways),
      member<&Item::collection>("collection", &shapes::any_value),
  };
  return kMembers;
}

Shape item(CoreVersion version) {
  const Shape to_collection = with("rel", word("collection"));
  Shape item =
      shape_of<Item>(ordinal(version))
          .when(with("geometry", null()), if_member("bbox", nothing()))
          .when(with("geometry", object()), has({"bbox"}))
          .when(with("links", array().contains(to_collection)),
                with("collection", text().min_length(1)), if_member("collection", nothing()))
          .called("an Item");
  if (version == CoreVersion::k1_0_0) return item;
  return std::move(item).all_of({not_in_properties_alone("bands")});
}

}  // namespace stacmlm::stac
