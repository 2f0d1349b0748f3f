// SPDX-License-Identifier: Apache-2.0
#include "stac/extensions/banded_fields.h"

#include "stac/extensions/idioms.h"

namespace stacmlm::stac {

using namespace json;

namespace {

Shape fields_of_object(const BandedFields& fields) {
  Shape shape = object().closed_prefix(fields.prefix);
  for (const auto& [key, value] : fields.members) shape = std::move(shape).member(key, value);
  return shape;
}

Shape summaries_of(const BandedFields& fields, const Shape& bands) {
  Shape shape = object().member("bands", bands);
  for (const auto& [key, value] : fields.members) {
    shape = std::move(shape).member(key, summary_of(value));
  }
  return shape;
}

Shape has_field(const BandedFields& fields) {
  std::vector<std::string_view> keys;
  for (const auto& [key, value] : fields.members) keys.push_back(key);
  return has_any(keys);
}

}  // namespace

Shape with_banded_fields(std::string_view uri, const BandedFields& fields, CollectionBands bands) {
  const Shape bands_with_fields = array_of(fields_of_object(fields));
  const Shape holder = fields_of_object(fields).member("bands", bands_with_fields);
  // Only those of an object are looked at: core asks that `assets` be one.
  const Shape holders = Shape().others(holder);

  const Shape has_in_bands = with("bands", array().contains(has_field(fields)));
  const Shape has = any_of({has_field(fields), has_in_bands});

  const Shape item = Shape()
                         .member("properties", holder)
                         .member("assets", holders)
                         .any_of({with("properties", has), with("assets", any_member(has))});

  Shape collection = Shape()
                         .member("assets", holders)
                         .member("item_assets", holders)
                         .member("summaries", summaries_of(fields, bands_with_fields));
  std::vector<Shape> places = {with("assets", any_member(has)),
                               with("item_assets", any_member(has)), with("summaries", has)};
  if (bands == CollectionBands::kLookedAt) {
    collection = std::move(collection).member("bands", bands_with_fields);
    places.push_back(has_in_bands);
  }
  return lists_extension(uri).required("type").all_of(
      {if_type("Feature", item),
       if_type("Collection", std::move(collection).any_of(std::move(places)))});
}

}  // namespace stacmlm::stac
