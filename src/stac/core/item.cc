// SPDX-License-Identifier: Apache-2.0
#include "stac/core/core.h"
#include "stac/extensions/idioms.h"

namespace stacmlm::stac {

using namespace json;

namespace {

/// An instant, or null and the range instead.
Shape properties(CoreVersion version) {
  return common_metadata(version)
      .required("datetime")
      .when(with("datetime", null()), has({"start_datetime", "end_datetime"}));
}

}  // namespace

Shape item(CoreVersion version) {
  const Shape to_collection = with("rel", word("collection"));
  Shape item =
      stac_document(version, "Feature")
          .member("geometry", nullable(geometry()), kRequired)
          .member("bbox", bounding_box())
          .member("properties", properties(version), kRequired)
          .member("assets", map_of(asset(version)), kRequired)
          .when(with("geometry", null()), if_member("bbox", nothing()))
          .when(with("geometry", object()), has({"bbox"}))
          .when(with("links", array().contains(to_collection)),
                with("collection", text().min_length(1)), if_member("collection", nothing()))
          .called("an Item");
  if (version == CoreVersion::k1_0_0) return item;
  return std::move(item).all_of({not_in_properties_alone("bands")});
}

}  // namespace stacmlm::stac
