// SPDX-License-Identifier: Apache-2.0
#include "stac/core/core.h"
#include "stacmlm/stac/item.h"

namespace stacmlm::stac {

using namespace json;

namespace {

Shape asset(CoreVersion version) {
  return with_common_metadata(shape_of<Asset>(ordinal(version)), version);
}

}  // namespace

std::span<const Member<Asset>> Asset::members() {
  static const Member<Asset> kMembers[] = {
      member<&Asset::href>("href", &shapes::non_empty_text).demanded(kAlways),
      member<&Asset::title>("title", &shapes::any_text),
      member<&Asset::description>("description", &shapes::description),
      member<&Asset::type>("type", &shapes::any_text),
      member<&Asset::roles>("roles", &shapes::texts),
  };
  return kMembers;
}

Shape shapes::assets(int version) {
  return map_of(asset(static_cast<CoreVersion>(version)).called("an asset"));
}

Shape asset_definition() {
  return asset(CoreVersion::k1_1_0)
      .member("href", nothing(), !kRequired)
      .min_members(2)
      .called("an asset definition");
}

}  // namespace stacmlm::stac
