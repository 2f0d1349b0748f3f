// SPDX-License-Identifier: Apache-2.0
#include "mlm/schema/cross_checks.h"

#include "mlm/schema/fields.h"
#include "stacmlm/mlm/patterns.h"

namespace stacmlm::mlm {

using json::any_of;
using json::array_of;
using json::has;
using json::if_member;
using json::object;
using json::Shape;
using json::text;

namespace {

Shape lists_extension(const json::Pattern& uri) {
  return object().member("stac_extensions", json::array().contains(text().pattern(uri)),
                         json::kRequired);
}

Shape with(std::string_view key, Shape value) { return has({key}).member(key, std::move(value)); }

Shape in_properties(Shape properties) { return if_member("properties", std::move(properties)); }

Shape in_every_asset(Shape asset) { return with("assets", Shape().others(std::move(asset))); }

Shape in_model_assets(Version version, Shape asset) {
  return in_every_asset(json::when(model_asset(version), std::move(asset)));
}

/// Every input (or output) has a non-empty list under `key`: one without switches the check off.
Shape all_have(std::string_view inputs, std::string_view key) {
  const Shape element = object().member(key, json::array().min_items(1), json::kRequired);
  const Shape properties = object().member(inputs, array_of(element).min_items(1), json::kRequired);
  return object().member("properties", properties);
}

Shape objects() { return array_of(object()).min_items(1); }

Shape raster_path(Version version) {
  const Shape band = object().member("name", text().min_length(1), json::kRequired);
  const Shape bands = with("raster:bands", array_of(band).min_items(1));
  return json::all_of({lists_extension(kRasterV1Uri), in_model_assets(version, bands)});
}

Shape eo_path(Version version) {
  const Shape bands = with("eo:bands", objects());
  return json::all_of(
      {lists_extension(kEoV1Uri), any_of({in_properties(bands), in_model_assets(version, bands)})});
}

Shape is_core_1_1() {
  return object().member("stac_version", Shape().pattern(kCoreSince1_1), json::kRequired);
}

Shape core_path() { return json::all_of({is_core_1_1(), in_properties(with("bands", objects()))}); }

/// The normal place of STAC 1.1, which no schema of MLM knows.
Shape core_asset_path(Version version) {
  return json::all_of({is_core_1_1(), in_model_assets(version, with("bands", objects()))});
}

}  // namespace

Shape bands_are_described(Version version) {
  std::vector<Shape> triggers = {all_have("mlm:input", "bands")};
  if (version >= Version::kV1_5_0) triggers.push_back(all_have("mlm:output", "bands"));
  const Shape described = any_of({raster_path(version), eo_path(version), core_path()});
  return json::when(any_of(triggers),
                    Shape(described).rule("MLM301").prose("MLM307", core_asset_path(version)));
}

Shape variables_are_described(Version version) {
  const Shape variables =
      object().member("cube:variables", object().min_members(1), json::kRequired);
  const Shape described =
      json::all_of({lists_extension(kDatacubeV2Uri),
                    any_of({in_properties(variables), in_model_assets(version, variables)})});
  return json::when(
      any_of({all_have("mlm:input", "variables"), all_have("mlm:output", "variables")}),
      Shape(described).rule("MLM302"));
}

Shape has_model_asset(Version version) {
  Shape every = in_every_asset(model_asset(version));
  if (version < Version::kV1_4_0) {
    // 1.2.0 and 1.3.0: an asset without roles counts as a model.
    every = if_member("assets", Shape().others(if_member(
                                    "roles", array_of(json::word("mlm:model")).min_items(1))));
  }
  const Shape other_roles = array_of(text().none_of(json::word("mlm:model")));
  const Shape none = if_member("assets", Shape().others(if_member("roles", other_roles)));
  return has({"assets"}).any_of({every, json::none_of(none)}).rule("MLM501");
}

Shape entrypoint_is_code() {
  const Shape code = has({"roles"}).member("roles", json::array().contains(json::word("code")));
  return if_member("assets",
                   Shape().others(json::when(has({"mlm:entrypoint"}), Shape(code).rule("MLM502"))));
}

Shape artifact_type_of_models(Version version) {
  const Shape typed = object().member("mlm:artifact_type", text().min_length(1), json::kRequired);
  const Shape model = Shape(typed).rule("MLM503");
  const Shape other = json::none_of(typed).rule("MLM504");
  return in_every_asset(json::when(model_asset(version), model, other));
}

}  // namespace stacmlm::mlm
