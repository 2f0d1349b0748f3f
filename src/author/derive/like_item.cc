// SPDX-License-Identifier: Apache-2.0
#include "author/derive/like_item.h"

#include <algorithm>
#include <array>

#include "author/item/asset_role.h"
#include "stacmlm/stac/field.h"

namespace stacmlm::author {
namespace {

constexpr std::array<std::string_view, 3> kDescriptions = {"bands", "eo:bands", "raster:bands"};
constexpr std::array<std::string_view, 3> kOfSensor = {"platform", "constellation", "instruments"};

void copy(json::Value from, std::string_view key, JsonObject& to) {
  const json::Value value = from.find(key);
  if (value.exists() && !to.has(key)) to.add(key, std::string(value.raw()));
}

/// Models are of one kind for images, batches and series of any size.
bool may_differ(std::string_view dimension) {
  constexpr std::array<std::string_view, 6> kSizes = {"batch", "time", "height", "width", "x", "y"};
  return std::ranges::find(kSizes, dimension) != kSizes.end();
}

}  // namespace

json::Value tensor_like(json::Value list, const std::vector<artifact::Tensor>& tensors,
                        std::size_t at) {
  const std::string& name = tensors[at].name;
  for (const json::Value other : list.elements()) {
    if (!name.empty() && other.find("name").equals(name)) return other;
  }
  return list.size() == tensors.size() ? list.at(at) : json::Value();
}

DimensionNames dimensions_like(json::Value structure, const artifact::Tensor& tensor) {
  const json::Value order = structure.find("dim_order");
  if (!tensor.shape || order.size() != tensor.shape->size()) return {};
  DimensionNames names;
  for (const json::Value name : order.elements()) {
    if (!name.is_string()) return {};
    const std::int64_t size = (*tensor.shape)[names.size()].size;
    const auto like = stac::Field<std::int64_t>(structure.find("shape").at(names.size()));
    if (!may_differ(name.string()) && size >= 0 && like.value_or(-1) >= 0 && *like != size)
      return {};
    names.emplace_back(name.string());
  }
  return names;
}

std::vector<std::string> band_names(json::Value bands) {
  std::vector<std::string> names;
  for (const json::Value band : bands.elements()) {
    const json::Value name = band.is_object() ? band.find("name") : band;
    if (name.is_string()) names.emplace_back(name.string());
  }
  return names;
}

void describe_bands_like(Derivation& derivation) {
  const json::Value like = derivation.like;
  if (!like.find("stac_version").equals(derivation.options.stac_version)) return;
  const json::Value properties = like.find("properties");
  for (const std::string_view key : kDescriptions)
    copy(properties, key, derivation.given.properties);
  for (const std::string_view key : kOfSensor) copy(properties, key, derivation.given.properties);
  for (const json::Value asset : like.find("assets").members()) {
    if (!has_role(asset, kModelRole)) continue;
    for (const std::string_view key : kDescriptions) copy(asset, key, derivation.given.model_asset);
    return;
  }
}

}  // namespace stacmlm::author
