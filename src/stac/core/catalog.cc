// SPDX-License-Identifier: Apache-2.0
#include "stac/core/core.h"
#include "stacmlm/stac/item.h"

namespace stacmlm::stac {

using namespace json;

namespace shapes {
namespace {

Shape type(int) { return word("Catalog"); }

}  // namespace
}  // namespace shapes

std::span<const Member<Catalog>> Catalog::members() {
  static const Member<Catalog> kMembers[] = {
      member<&Catalog::type>("type", &shapes::type).demanded(kAlways),
      member<&Catalog::stac_version>("stac_version", &shapes::stac_version).demanded(kAlways),
      member<&Catalog::stac_extensions>("stac_extensions", &shapes::stac_extensions),
      member<&Catalog::id>("id", &shapes::non_empty_text).demanded(kAlways),
      member<&Catalog::title>("title", &shapes::any_text),
      member<&Catalog::description>("description", &shapes::non_empty_text).demanded(kAlways),
      member<&Catalog::links>("links", &shapes::links).demanded(kAlways),
  };
  return kMembers;
}

Shape catalog(CoreVersion version) {
  Shape catalog = shape_of<Catalog>(ordinal(version)).called("a Catalog");
  if (version == CoreVersion::k1_0_0) return catalog;
  return with_common_metadata(std::move(catalog), version);
}

}  // namespace stacmlm::stac
