// SPDX-License-Identifier: Apache-2.0
#include "stac/core/core.h"
#include "stacmlm/stac/item.h"
#include "stacmlm/stac/patterns.h"

namespace stacmlm::stac {

using namespace json;

namespace shapes {
namespace {

Shape method(int) { return text().pattern(kUpperCaseLetters); }
Shape headers(int) { return map_of(any_of({text(), array_of(text())})); }

}  // namespace
}  // namespace shapes

namespace {

Shape link(CoreVersion version) {
  Shape link = shape_of<Link>(ordinal(version)).called("a link");
  if (version == CoreVersion::k1_0_0) return link;
  return with_common_metadata(std::move(link), version);
}

}  // namespace

std::span<const Member<Link>> Link::members() {
  static const Member<Link> kMembers[] = {
      member<&Link::href>("href", &shapes::non_empty_text).demanded(kAlways),
      member<&Link::rel>("rel", &shapes::non_empty_text).demanded(kAlways),
      member<&Link::type>("type", &shapes::any_text),
      member<&Link::title>("title", &shapes::any_text),
      member<&Link::method>("method", &shapes::method).in(kSince1_1),
      member<&Link::headers>("headers", &shapes::headers).in(kSince1_1),
      member<&Link::body>("body", &shapes::any_value).in(kSince1_1),
  };
  return kMembers;
}

Shape shapes::links(int version) { return array_of(link(static_cast<CoreVersion>(version))); }

}  // namespace stacmlm::stac
