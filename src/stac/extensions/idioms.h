// SPDX-License-Identifier: Apache-2.0
// What the published schemas of the extensions say again and again, each said once.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "stacmlm/json/shape.h"

namespace stacmlm::stac {

/// An object whose `stac_extensions` is a list with `uri` in it. Refine it with by_member("type",
/// ...) or with if_type().
json::Shape lists_extension(std::string_view uri);

/// The shape of the documents of one type (`Feature`, `Collection`, `Catalog`); no demand on those
/// of another type or of none.
json::Shape if_type(std::string_view type, json::Shape shape);

/// The fields of an Item; `properties` and `assets` must be there.
json::Shape item_fields(json::Shape properties, json::Shape asset);

/// The same fields in each of the assets and item_assets of a Collection, where it has any.
json::Shape collection_fields(const json::Shape& asset);

/// At least one of these members is there. No demand on the type.
json::Shape has_any(const std::vector<std::string_view>& keys);

/// An object, at least one of whose members has this shape.
json::Shape any_member(json::Shape shape);

/// A document whose member `key` must be there and have this shape. No demand on its type.
json::Shape with(std::string_view key, json::Shape shape);

/// In a Collection's summaries: a list of such values, or any object (a range, a JSON Schema).
json::Shape summary_of(json::Shape value);

/// The field may stand in the properties of an Item only if it stands in one of its assets too.
json::Shape not_in_properties_alone(std::string_view field);

/// At least one of the members that `fields` names is there. No demand on the type.
json::Shape has_any_field(const json::Shape& fields);

/// What a Collection says of an extension in each of the places where it may.
struct CollectionPlaces {
  json::Shape root;
  json::Shape asset;
  json::Shape item_asset;
  json::Shape summaries;
};

/// One of the places is as demanded, where one of the `assets` or `item_assets` is enough. Nothing
/// else is looked at.
json::Shape in_one_place(CollectionPlaces places);

}  // namespace stacmlm::stac
