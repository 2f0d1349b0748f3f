// SPDX-License-Identifier: Apache-2.0
// The facts of the published core schemas, one function per object; those of 1.1.0 differ in part.
#pragma once

#include <cstdint>
#include <string_view>

#include "stacmlm/json/shape.h"

namespace stacmlm::stac {

enum class CoreVersion : std::uint8_t { k1_0_0, k1_1_0 };

json::Shape item(CoreVersion version);
json::Shape collection(CoreVersion version);
json::Shape catalog(CoreVersion version);

/// What every STAC document has: stac_version, stac_extensions, id, links and this `type`.
json::Shape stac_document(CoreVersion version, std::string_view type);

json::Shape link(CoreVersion version);
json::Shape asset(CoreVersion version);
/// The definition of an asset in a Collection's item_assets (1.1.0).
json::Shape asset_definition();
const json::Shape& band();

/// An object with the fields that any place of a document may have: title, datetime, providers, ...
json::Shape common_metadata(CoreVersion version);
json::Shape timestamp();
json::Shape license();
/// The list of a Collection of 1.0.0 takes an empty name.
json::Shape providers(bool named);

/// A GeoJSON geometry; no GeometryCollection.
json::Shape geometry();
/// Four numbers, or six with heights.
json::Shape bounding_box();

/// What may stand under a JSON Schema, draft-07: the facts of its metaschema.
const json::Shape& json_schema();

}  // namespace stacmlm::stac
