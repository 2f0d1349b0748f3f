// SPDX-License-Identifier: Apache-2.0
// The core objects. The description of each stands beside its facts, which are those of the
// published core schemas; what 1.1.0 changed is in them too.
#pragma once

#include <cstdint>
#include <string_view>

#include "stacmlm/json/shape.h"
#include "stacmlm/stac/description.h"

namespace stacmlm::stac {

enum class CoreVersion : std::uint8_t { k1_0_0, k1_1_0 };

constexpr int ordinal(CoreVersion version) { return static_cast<int>(version); }
inline constexpr Versions kAlways{};
inline constexpr Versions kSince1_1{ordinal(CoreVersion::k1_1_0), 127};

json::Shape item(CoreVersion version);
json::Shape collection(CoreVersion version);
json::Shape catalog(CoreVersion version);

/// The object and the fields of common metadata that its own description does not name.
json::Shape with_common_metadata(json::Shape object, CoreVersion version);

/// A GeoJSON geometry; no GeometryCollection.
json::Shape geometry();
/// Four numbers, or six with heights.
json::Shape bounding_box();
/// A band of core 1.1.0, which may hold bands.
const json::Shape& band();
/// The definition of an asset in a Collection's item_assets (1.1.0).
json::Shape asset_definition();
/// The list of a Collection of 1.0.0 takes an empty name.
json::Shape providers(bool named);
/// What may stand under a JSON Schema, draft-07: the facts of its metaschema.
const json::Shape& json_schema();

/// What the members of several objects hold, in one version of core.
namespace shapes {

json::Shape any_value(int version);
json::Shape any_text(int version);
json::Shape non_empty_text(int version);
json::Shape texts(int version);  ///< a list of them
json::Shape description(int version);
json::Shape timestamp(int version);
json::Shape license(int version);
json::Shape stac_version(int version);
json::Shape stac_extensions(int version);
json::Shape links(int version);
json::Shape assets(int version);

}  // namespace shapes
}  // namespace stacmlm::stac
