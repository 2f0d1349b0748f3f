// SPDX-License-Identifier: Apache-2.0
// The typed objects of STAC core 1.0.0 and 1.1.0: views of a document, read by their descriptions.
// Cheap to copy, valid as long as the document, safe to read from several threads.
#pragma once

#include <span>
#include <string_view>

#include "stacmlm/stac/description.h"
#include "stacmlm/stac/field.h"

namespace stacmlm::stac {

struct Link {
  json::Value source;
  Field<std::string_view> href;
  Field<std::string_view> rel;
  Field<std::string_view> type;
  Field<std::string_view> title;
  Field<std::string_view> method;  ///< since 1.1.0, as the next two
  Field<json::Value> headers;
  Field<json::Value> body;

  static Link read(json::Value value) { return read_object<Link>(value); }
  static std::span<const Member<Link>> members();
};

/// An asset or an entry of item_assets (which has no href).
struct Asset {
  json::Value source;
  Field<std::string_view> href;
  Field<std::string_view> title;
  Field<std::string_view> description;
  Field<std::string_view> type;
  Field<Strings> roles;

  static Asset read(json::Value value) { return read_object<Asset>(value); }
  static std::span<const Member<Asset>> members();

  [[nodiscard]] bool has_role(std::string_view role) const { return contains(roles.raw(), role); }
};

struct Item {
  json::Value source;
  Field<std::string_view> type;
  Field<std::string_view> stac_version;
  Field<Strings> stac_extensions;
  Field<std::string_view> id;
  Field<json::Value> geometry;
  Field<json::Value> bbox;
  Field<json::Value> properties;
  Field<List<Link>> links;
  Field<json::Value> assets;
  Field<std::string_view> collection;

  static Item read(json::Value value) { return read_object<Item>(value); }
  static std::span<const Member<Item>> members();
};

struct Collection {
  json::Value source;
  Field<std::string_view> type;
  Field<std::string_view> stac_version;
  Field<Strings> stac_extensions;
  Field<std::string_view> id;
  Field<std::string_view> title;
  Field<std::string_view> description;
  Field<Strings> keywords;
  Field<std::string_view> license;
  Field<json::Value> providers;
  Field<json::Value> extent;
  Field<json::Value> summaries;
  Field<List<Link>> links;
  Field<json::Value> assets;
  Field<json::Value> item_assets;

  static Collection read(json::Value value) { return read_object<Collection>(value); }
  static std::span<const Member<Collection>> members();
};

struct Catalog {
  json::Value source;
  Field<std::string_view> type;
  Field<std::string_view> stac_version;
  Field<Strings> stac_extensions;
  Field<std::string_view> id;
  Field<std::string_view> title;
  Field<std::string_view> description;
  Field<List<Link>> links;

  static Catalog read(json::Value value) { return read_object<Catalog>(value); }
  static std::span<const Member<Catalog>> members();
};

/// What the properties of an Item hold besides the fields of extensions, and what any other object
/// may hold: assets, and since 1.1.0 links, bands, Collections and Catalogs.
struct CommonMetadata {
  json::Value source;
  Field<std::string_view> title;
  Field<std::string_view> description;
  Field<Strings> keywords;  ///< since 1.1.0, as roles
  Field<Strings> roles;
  Field<std::string_view> datetime;
  Field<std::string_view> start_datetime;
  Field<std::string_view> end_datetime;
  Field<std::string_view> created;
  Field<std::string_view> updated;
  Field<std::string_view> license;
  Field<json::Value> providers;
  Field<std::string_view> platform;
  Field<Strings> instruments;
  Field<std::string_view> constellation;
  Field<std::string_view> mission;
  Field<double> gsd;
  Field<std::string_view> data_type;  ///< since 1.1.0, as all that follow
  Field<json::Value> nodata;
  Field<json::Value> statistics;
  Field<std::string_view> unit;
  Field<json::Value> bands;

  static CommonMetadata read(json::Value value) { return read_object<CommonMetadata>(value); }
  static std::span<const Member<CommonMetadata>> members();
};

/// A band in any of its forms: core 1.1 `bands`, `eo:bands` and `raster:bands` of version 1.
/// Members with and without the extension's prefix are one field.
struct Band {
  json::Value source;
  Field<std::string_view> name;
  Field<std::string_view> common_name;  ///< `common_name` or `eo:common_name`
  Field<std::string_view> description;
  Field<double> center_wavelength;  ///< micrometres; `center_wavelength` or `eo:center_wavelength`
  Field<double> full_width_half_max;
  Field<double> gsd;  ///< metres
  Field<double>
      spatial_resolution;  ///< metres; `spatial_resolution` or `raster:spatial_resolution`
  Field<std::string_view> data_type;
  Field<json::Value> nodata;
  Field<double> scale;  ///< `scale` or `raster:scale`
  Field<double> offset;
  Field<json::Value> statistics;
  Field<std::string_view> unit;

  static Band read(json::Value value) { return read_object<Band>(value); }
  static std::span<const Member<Band>> members();
};

}  // namespace stacmlm::stac
