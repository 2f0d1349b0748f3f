// SPDX-License-Identifier: Apache-2.0
#include "stac/extensions/extensions.h"
#include "stac/extensions/idioms.h"

namespace stacmlm::stac {

using namespace json;

Shape item_assets_v1_0() {
  const Shape definition = object()
                               .member("href", nothing())
                               .member("title", text())
                               .member("description", text())
                               .member("type", text())
                               .member("roles", array_of(text()))
                               .min_members(2)
                               .called("an asset definition");
  return lists_extension("https://stac-extensions.github.io/item-assets/v1.0.0/schema.json")
      .member("type", word("Collection"), kRequired)
      .member("item_assets", map_of(definition), kRequired);
}

}  // namespace stacmlm::stac
