// SPDX-License-Identifier: Apache-2.0
#include "stac/core/core.h"

namespace stacmlm::stac {

using namespace json;

namespace {

Shape asset_fields(CoreVersion version) {
  return common_metadata(version).member("type", text()).member("roles", array_of(text()));
}

}  // namespace

Shape asset(CoreVersion version) {
  return asset_fields(version).member("href", text().min_length(1), kRequired).called("an asset");
}

Shape asset_definition() {
  return asset_fields(CoreVersion::k1_1_0)
      .member("href", nothing())
      .min_members(2)
      .called("an asset definition");
}

}  // namespace stacmlm::stac
