// SPDX-License-Identifier: Apache-2.0
// Members of extensions and of common metadata that rules ask for, besides those of core and MLM.
#pragma once

#include <span>
#include <string_view>

#include "stacmlm/stac/description.h"
#include "stacmlm/stac/field.h"

namespace stacmlm::rules {

/// In the properties of an Item and on assets.
struct OtherMembers {
  json::Value source;
  stac::Field<std::string_view> datetime;
  stac::Field<std::string_view> start_datetime;
  stac::Field<std::string_view> end_datetime;
  stac::Field<std::string_view> created;
  stac::Field<std::string_view> updated;
  stac::Field<json::Value> bands;
  stac::Field<json::Value> eo_bands;
  stac::Field<json::Value> raster_bands;
  stac::Field<json::Value> cube_variables;
  stac::Field<json::Value> cube_dimensions;
  stac::Field<json::Value> file_size;
  stac::Field<std::string_view> file_checksum;
  stac::Field<std::string_view> processing_level;
  stac::Field<json::Value> processing_lineage;
  stac::Field<json::Value> processing_expression;
  stac::Field<std::string_view> doi;
  stac::Field<json::Value> citation;
  stac::Field<json::Value> publications;
  stac::Field<json::Value> version;
  stac::Field<json::Value> deprecated;
  stac::Field<json::Value> experimental;

  static std::span<const stac::Member<OtherMembers>> members();
};

/// On links.
struct OtherLinkMembers {
  json::Value source;
  stac::Field<json::Value> split;       ///< `ml-aoi:split`
  stac::Field<json::Value> model_name;  ///< `mlm:name`

  static std::span<const stac::Member<OtherLinkMembers>> members();
};

}  // namespace stacmlm::rules
