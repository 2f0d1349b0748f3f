// SPDX-License-Identifier: Apache-2.0
#include "stac/extensions/idioms.h"

#include "stacmlm/json/shape_facts.h"

namespace stacmlm::stac {

using namespace json;

Shape lists_extension(std::string_view uri) {
  return object().member("stac_extensions", array().contains(word(uri).called(uri)), kRequired);
}

Shape if_type(std::string_view type, Shape shape) {
  return when(with("type", word(type)), std::move(shape));
}

Shape item_fields(Shape properties, Shape asset) {
  return object()
      .member("properties", std::move(properties), kRequired)
      .member("assets", map_of(std::move(asset)), kRequired);
}

Shape collection_fields(const Shape& asset) {
  return object().member("assets", map_of(asset)).member("item_assets", map_of(asset));
}

Shape has_any(const std::vector<std::string_view>& keys) {
  std::vector<Shape> any;
  any.reserve(keys.size());
  for (const std::string_view key : keys) any.push_back(has({key}));
  return any_of(std::move(any));
}

Shape any_member(Shape shape) {
  return object().none_of(Shape().others(none_of(std::move(shape))));
}

Shape with(std::string_view key, Shape shape) {
  return Shape().member(key, std::move(shape), kRequired);
}

Shape summary_of(Shape value) { return any_of({array_of(std::move(value)), object()}); }

Shape not_in_properties_alone(std::string_view field) {
  const Shape without = if_member(field, nothing());
  return when(with("assets", map_of(without)), if_member("properties", without));
}

Shape has_any_field(const Shape& fields) {
  std::vector<std::string_view> keys;
  for (const ShapeFacts::Member& member : fields.facts().members) keys.push_back(member.key);
  return has_any(keys);
}

Shape in_one_place(CollectionPlaces places) {
  return any_of({std::move(places.root), with("assets", any_member(std::move(places.asset))),
                 with("item_assets", any_member(std::move(places.item_asset))),
                 with("summaries", std::move(places.summaries))});
}

}  // namespace stacmlm::stac
