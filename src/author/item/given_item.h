// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "author/item/json_object.h"
#include "stacmlm/base/result.h"

namespace stacmlm::author {

/// What a model file holds, each member at the place that it has in an Item, and as it is written.
/// The values are views into the file.
struct GivenItem {
  JsonObject root;         ///< all but those below and the geometry
  JsonObject properties;   ///< those of the model with their prefix
  JsonObject model_asset;  ///< what only an asset may carry
  json::Value geometry;
  json::Value bbox;
  json::Value assets;
  json::Value extensions;  ///< `stac_extensions`
  json::Value source;      ///< the object that the properties stand in

  /// A property as it is given, of the model (`mlm:name`, with its prefix or without) or not;
  /// nothing if it is null.
  [[nodiscard]] json::Value property(std::string_view key) const;
};

/// `model` may be nothing. An Error if it is no object, or says something twice.
base::Result<GivenItem> read_given(json::Value model);

}  // namespace stacmlm::author
