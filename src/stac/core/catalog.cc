// SPDX-License-Identifier: Apache-2.0
#include "stac/core/core.h"

namespace stacmlm::stac {

using namespace json;

Shape stac_document(CoreVersion version, std::string_view type) {
  // An Item keeps its common metadata in `properties`, a Catalog of 1.0.0 has none.
  const bool bare = version == CoreVersion::k1_0_0 || type == "Feature";
  return (bare ? object() : common_metadata(version))
      .member("type", word(type), kRequired)
      .member("stac_version", word(version == CoreVersion::k1_0_0 ? "1.0.0" : "1.1.0"), kRequired)
      .member("stac_extensions", array_of(text()).unique_items())
      .member("id", text().min_length(1), kRequired)
      .member("links", array_of(link(version)), kRequired);
}

Shape catalog(CoreVersion version) {
  return stac_document(version, "Catalog")
      .member("title", text())
      .member("description", text().min_length(1), kRequired)
      .called("a Catalog");
}

}  // namespace stacmlm::stac
