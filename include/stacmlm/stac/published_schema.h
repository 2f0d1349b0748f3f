// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

#include "stacmlm/json/shape.h"

namespace stacmlm::stac {

/// A schema that was published under a URI, and its facts as we state them: `conforms(shape(),
/// document)` is the verdict of the published JSON Schema (draft-07, ECMA-262 expressions, `format`
/// not asserted), quirks included.
struct PublishedSchema {
  std::string_view name;     ///< `eo`, `item`, `collection`, ...
  std::string_view version;  ///< `1.1.0`
  std::string_view uri;
  const json::Shape& (*shape)();  ///< built at the first call; safe from several threads
  /// No schema is at hand: the facts are those of the documentation.
  bool from_documentation = false;
};

/// STAC core (item, collection, catalog of 1.0.0 and 1.1.0).
std::span<const PublishedSchema> core_schemas();

/// The extensions that MLM is composed with.
std::span<const PublishedSchema> extension_schemas();

}  // namespace stacmlm::stac
