// SPDX-License-Identifier: Apache-2.0
// The descriptions of the core objects.
#include "stacmlm/stac/item.h"

namespace stacmlm::stac {
namespace {

json::Shape any_value(int) { return json::any(); }

}  // namespace

std::span<const Member<Link>> Link::members() {
  static const Member<Link> kMembers[] = {
      member<&Link::href>("href", &any_value),
      member<&Link::rel>("rel", &any_value),
      member<&Link::type>("type", &any_value),
      member<&Link::title>("title", &any_value),
  };
  return kMembers;
}

std::span<const Member<Asset>> Asset::members() {
  static const Member<Asset> kMembers[] = {
      member<&Asset::href>("href", &any_value),
      member<&Asset::title>("title", &any_value),
      member<&Asset::description>("description", &any_value),
      member<&Asset::type>("type", &any_value),
      member<&Asset::roles>("roles", &any_value),
  };
  return kMembers;
}

std::span<const Member<Item>> Item::members() {
  static const Member<Item> kMembers[] = {
      member<&Item::type>("type", &any_value),
      member<&Item::stac_version>("stac_version", &any_value),
      member<&Item::stac_extensions>("stac_extensions", &any_value),
      member<&Item::id>("id", &any_value),
      member<&Item::geometry>("geometry", &any_value),
      member<&Item::bbox>("bbox", &any_value),
      member<&Item::properties>("properties", &any_value),
      member<&Item::links>("links", &any_value),
      member<&Item::assets>("assets", &any_value),
      member<&Item::collection>("collection", &any_value),
  };
  return kMembers;
}

std::span<const Member<Collection>> Collection::members() {
  static const Member<Collection> kMembers[] = {
      member<&Collection::type>("type", &any_value),
      member<&Collection::stac_version>("stac_version", &any_value),
      member<&Collection::stac_extensions>("stac_extensions", &any_value),
      member<&Collection::id>("id", &any_value),
      member<&Collection::title>("title", &any_value),
      member<&Collection::description>("description", &any_value),
      member<&Collection::keywords>("keywords", &any_value),
      member<&Collection::license>("license", &any_value),
      member<&Collection::providers>("providers", &any_value),
      member<&Collection::extent>("extent", &any_value),
      member<&Collection::summaries>("summaries", &any_value),
      member<&Collection::links>("links", &any_value),
      member<&Collection::assets>("assets", &any_value),
      member<&Collection::item_assets>("item_assets", &any_value),
  };
  return kMembers;
}

std::span<const Member<Catalog>> Catalog::members() {
  static const Member<Catalog> kMembers[] = {
      member<&Catalog::type>("type", &any_value),
      member<&Catalog::stac_version>("stac_version", &any_value),
      member<&Catalog::stac_extensions>("stac_extensions", &any_value),
      member<&Catalog::id>("id", &any_value),
      member<&Catalog::title>("title", &any_value),
      member<&Catalog::description>("description", &any_value),
      member<&Catalog::links>("links", &any_value),
  };
  return kMembers;
}

std::span<const Member<Band>> Band::members() {
  static const Member<Band> kMembers[] = {
      member<&Band::name>("name", &any_value),
      member<&Band::common_name>("common_name", &any_value),
      member<&Band::common_name>("eo:common_name", &any_value),
      member<&Band::description>("description", &any_value),
      member<&Band::center_wavelength>("center_wavelength", &any_value),
      member<&Band::center_wavelength>("eo:center_wavelength", &any_value),
      member<&Band::full_width_half_max>("full_width_half_max", &any_value),
      member<&Band::full_width_half_max>("eo:full_width_half_max", &any_value),
      member<&Band::gsd>("gsd", &any_value),
      member<&Band::spatial_resolution>("spatial_resolution", &any_value),
      member<&Band::spatial_resolution>("raster:spatial_resolution", &any_value),
      member<&Band::data_type>("data_type", &any_value),
      member<&Band::nodata>("nodata", &any_value),
      member<&Band::scale>("scale", &any_value),
      member<&Band::scale>("raster:scale", &any_value),
      member<&Band::offset>("offset", &any_value),
      member<&Band::offset>("raster:offset", &any_value),
      member<&Band::statistics>("statistics", &any_value),
      member<&Band::unit>("unit", &any_value),
  };
  return kMembers;
}

}  // namespace stacmlm::stac
