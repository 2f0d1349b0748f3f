// SPDX-License-Identifier: Apache-2.0
#include "mlm/schema/fields.h"

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
  // Up to 1.3.0 unknown `mlm:*` members pass and those of the extension's first name are refused.
  return std::move(object).closed_prefix(version < Version::kV1_4_0 ? "dlm:" : "mlm:");
}

/// MLM 1.6.0 summarises as STAC does: the values that occur, or a range.
Shape summary_of(const stac::Member<Model>& member, Version version) {
  const Shape value = member.shape(ordinal(version));
  // Of a field that is an array the elements are merged.
  const Shape element = value.facts().items.empty() ? value : value.facts().items.front();
  const Shape range = json::object()
                          .member("minimum", json::number(), json::kRequired)
                          .member("maximum", json::number(), json::kRequired);
  const Shape list = json::array_of(element).min_items(1);
  const bool numeric = value.facts().types == json::bit_of(json::Kind::kNumber);
  return numeric ? json::any_of({list, range}) : list;
}

Shape summaries_v1_6(Version version) {
  Shape object = json::object();
  for (const auto& member : Model::members()) {
    const bool refused = member.key == "mlm:input" || member.key == "mlm:output" ||
                         member.key == "mlm:hyperparameters";
    object = std::move(object).member(
        member.key, refused ? json::nothing().rule("MLM702") : summary_of(member, version));
  }
  return std::move(object).closed_prefix("mlm:");
}

}  // namespace

Shape item_fields(Version version) { return fields(version, Place::kItem); }
Shape asset_fields(Version version) { return fields(version, Place::kAsset); }

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
  return json::map_of(summary_fields(version).prose("MLM701", json::array().min_items(1)));
}

Shape model_asset(Version version) {
  const Shape named = Shape().contains(json::word("mlm:model"));
  if (version < Version::kV1_4_0) return json::has({"roles"}).member("roles", named);
  return json::object().member("roles", json::array().contains(json::word("mlm:model")),
                               json::kRequired);
}

}  // namespace stacmlm::mlm
