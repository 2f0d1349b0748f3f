// SPDX-License-Identifier: Apache-2.0
#include "mlm/schema/fields.h"

#include <algorithm>
#include <string>

#include "stacmlm/json/shape_facts.h"
#include "stacmlm/mlm/model.h"

namespace stacmlm::mlm {

using json::Shape;
using stac::Scope;

namespace {

enum class Place { kItem, kAsset, kSummary };

/// Up to 1.3.0 every member may stand everywhere.
bool is_misplaced(Scope scope, Place place, Version version) {
  if (version < Version::kV1_4_0) return false;
  return (scope == Scope::kItemOnly && place == Place::kAsset) ||
         (scope == Scope::kAssetOnly && place == Place::kItem);
}

Shape fields(Version version, Place place) {
  Shape object = json::object();
  for (const auto& member : Model::members()) {
    if (!member.known.holds(ordinal(version))) continue;
    const bool required = place == Place::kItem && member.required.holds(ordinal(version));
    const bool misplaced = is_misplaced(member.scope, place, version);
    object = std::move(object).member(
        member.key, misplaced ? json::nothing().rule("MLM104") : member.shape(ordinal(version)),
        required);
  }
  // 1.4.0 documents it, and its schema has forgotten it.
  if (version == Version::kV1_4_0 && place == Place::kAsset)
    object = std::move(object).member("mlm:entrypoint",
                                      json::nothing().prose("MLM525", json::text().min_length(1)));
  // Up to 1.3.0 unknown `mlm:*` members pass and those of the extension's first name are refused.
  return std::move(object).closed_prefix(version < Version::kV1_4_0 ? "dlm:" : "mlm:");
}

/// MLM 1.6.0 refuses summaries of what differs from model to model.
bool is_refused(std::string_view key) {
  return key == "mlm:input" || key == "mlm:output" || key == "mlm:hyperparameters";
}

/// MLM 1.6.0 summarises as STAC does: the values that occur, or a range. Of a field that is an
/// array the elements are merged, each once.
Shape summary_of(const Shape& value, const Shape& element) {
  const Shape range = json::object()
                          .member("minimum", json::number(), json::kRequired)
                          .member("maximum", json::number(), json::kRequired);
  Shape list = json::array_of(element).min_items(1);
  if (!value.facts().items.empty()) list = std::move(list).unique_items();
  const bool numeric = value.facts().types == json::bit_of(json::Kind::kNumber);
  return numeric ? json::any_of({list, range}) : list;
}

Shape element_of(const Shape& value) {
  return value.facts().items.empty() ? value : value.facts().items.front();
}

Shape summaries_v1_6(Version version) {
  Shape object = json::object();
  for (const auto& member : Model::members()) {
    const Shape value = member.shape(ordinal(version));
    object = std::move(object).member(member.key, is_refused(member.key)
                                                      ? json::nothing().rule("MLM702")
                                                      : summary_of(value, element_of(value)));
  }
  return std::move(object).closed_prefix("mlm:");
}

/// The same for the versions before, whose schema refuses it. What the text allows of a value, it
/// allows in a list of them.
Shape documented_summary_of(const stac::Member<Model>& member, Version version) {
  const Shape value = member.shape(ordinal(version));
  const Shape element = element_of(value);
  const auto& allowed = element.facts().prose;
  return summary_of(value, allowed.empty() ? element : json::any_of({element, allowed.front()}));
}

bool is_unknown_key(std::string_view key) {
  return key.starts_with("mlm:") &&
         std::ranges::find(Model::members(), key, &stac::Member<Model>::key) ==
             Model::members().end();
}

/// The keys of members that MLM does not know.
const json::Pattern& unknown_keys() {
  static const std::string expression = [] {
    std::string names;
    for (const auto& member : Model::members())
      names += (names.empty() ? "" : "|") + std::string(member.key.substr(4));
    return "^mlm:(?!(" + names + ")$)";
  }();
  static const json::Pattern pattern{expression, "a member that MLM does not know",
                                     &is_unknown_key};
  return pattern;
}

/// An asset that is the product of a model: it may say which one, as the best practices show.
Shape product_fields(Version version) {
  const Shape named = fields(version, Place::kAsset).member("mlm:name", json::text().min_length(1));
  const Shape expression = json::object().member("format", json::word("stac-mlm"), json::kRequired);
  const Shape product = json::any_of(
      {json::has({"processing:expression"}).member("processing:expression", expression),
       json::has({"processing:level"}).member("processing:level", json::word("L4"))});
  return json::all_of({named, product, json::none_of(model_asset(version))});
}

}  // namespace

Shape item_fields(Version version) { return fields(version, Place::kItem); }
Shape asset_fields(Version version) {
  Shape object = fields(version, Place::kAsset);
  if (version < Version::kV1_4_0) return object;
  return std::move(object).prose("MLM527", product_fields(version));
}

Shape summary_fields(Version version) {
  Shape object = fields(version, Place::kSummary);
  if (version < Version::kV1_4_0) return object;
  const Shape together =
      json::has({"mlm:input", "mlm:output", "mlm:artifact_type", "mlm:compile_method"});
  return Shape(object).none_of(together);
}

Shape summaries(Version version) {
  if (version >= Version::kV1_6_0) return summaries_v1_6(version);
  // The usual summaries of STAC, lists of values, are what the documentation has and the schema
  // refuses.
  const Shape published = summary_fields(version);
  Shape object = json::object();
  for (const auto& member : Model::members()) {
    if (!member.known.holds(ordinal(version))) continue;
    const Shape list = Shape(published).prose("MLM701", documented_summary_of(member, version));
    object = std::move(object).member(member.key, is_refused(member.key) ? published : list);
  }
  const Shape others = Shape(published).prose("MLM701", json::array().min_items(1));
  return std::move(object).keys_matching(unknown_keys(), published).others(others);
}

Shape model_asset(Version version) {
  const Shape named = Shape().contains(json::word("mlm:model"));
  const Shape asset =
      version < Version::kV1_4_0
          ? json::has({"roles"}).member("roles", named)
          : json::object().member("roles", json::array().contains(json::word("mlm:model")),
                                  json::kRequired);
  return Shape(asset).called("a model asset");
}

}  // namespace stacmlm::mlm
