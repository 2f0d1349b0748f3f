// SPDX-License-Identifier: Apache-2.0
#include "rules/context.h"

#include <algorithm>

namespace stacmlm::rules {

ObjectType object_type(json::Value object) {
  const json::Value type = object.find("type");
  if (type.equals("Feature")) return ObjectType::kItem;
  if (type.equals("Collection")) return ObjectType::kCollection;
  if (type.equals("Catalog")) return ObjectType::kCatalog;
  return ObjectType::kOther;
}

bool is_item_collection(json::Value root) { return root.find("type").equals("FeatureCollection"); }

namespace {

/// `mlm:name` may stand on the asset of a product, to say which model made it.
bool may_stand_alone(json::Value member) { return member.key() == "mlm:name"; }

json::Value first_member(json::Value holder, std::string_view prefix) {
  for (const json::Value member : holder.members()) {
    if (member.key().starts_with(prefix)) return member;
  }
  return {};
}

json::Value first_in_assets(json::Value assets, std::string_view prefix) {
  for (const json::Value asset : assets.members()) {
    for (const json::Value member : asset.members()) {
      if (member.key().starts_with(prefix) && !may_stand_alone(member)) return member;
    }
  }
  return {};
}

}  // namespace

Context::Context(json::Value object) : object_(object), type_(object_type(object)) {
  item_ = stac::Item::read(object);
  links_ = item_.links.raw();
  read_extensions();
  json::Value assets = item_.assets.raw();
  if (type_ == ObjectType::kCollection) {
    collection_ = stac::Collection::read(object);
  }
  read_assets(assets);
  if (type_ == ObjectType::kItem || type_ == ObjectType::kCollection) read_undeclared();
  if (type_ == ObjectType::kItem) read_model();
}

void Context::read_extensions() {
  for (const json::Value entry : item_.stac_extensions.raw().elements()) {
    if (!entry.is_string()) continue;
    extensions_.push_back(entry);
    declares_ml_model_ = declares_ml_model_ || entry.equals(mlm::legacy::kMlModelUri);
    if (const auto uri = mlm::version_of_uri(entry.string());
        uri && (!mlm_version_ || *mlm_version_ < uri->version)) {
      mlm_version_ = uri->version;
    }
  }
}

void Context::read_assets(json::Value assets) {
  assets_.reserve(assets.size());
  for (const json::Value asset : assets.members()) {
    if (!asset.is_object()) continue;
    AssetView view;
    view.key = asset.key();
    view.asset = stac::Asset::read(asset);
    view.model = mlm::Model::read(asset);
    view.is_model = view.asset.has_role("mlm:model");
    assets_.push_back(view);
  }
}

json::Value Context::first_use(std::string_view prefix) const {
  if (const json::Value used = first_member(properties(), prefix)) return used;
  if (const json::Value used = first_in_assets(item_.assets.raw(), prefix)) return used;
  if (type_ != ObjectType::kCollection) return {};
  if (const json::Value used = first_in_assets(collection_.item_assets.raw(), prefix)) return used;
  return first_member(collection_.summaries.raw(), prefix);
}

void Context::read_undeclared() {
  if (!mlm_version_) undeclared_mlm_ = first_use("mlm:");
  if (!declares_ml_model_) undeclared_ml_model_ = first_use("ml-model:");
}

void Context::read_model() {
  model_ = mlm::Model::read(item_.properties.raw());
  ml_model_ = mlm::legacy::MlModelV1::read(item_.properties.raw());
  describes_model_ = mlm_version_.has_value() || undeclared_mlm_.exists();
  if (model_.input) {
    for (const auto& input : model_.input.value()) {
      if (!input) continue;
      const mlm::ModelInput read = input.value();
      inputs_.push_back({read, read.input.value_or({})});
    }
  }
  if (model_.output) {
    for (const auto& output : model_.output.value()) {
      if (!output) continue;
      const mlm::ModelOutput read = output.value();
      outputs_.push_back({read, read.result.value_or({})});
    }
  }
}

const SpaceTime& Context::space_time() const {
  if (!space_time_) space_time_ = read_space_time(item_);
  return *space_time_;
}

bool Context::lists_extension(std::string_view prefix) const {
  return std::ranges::any_of(extensions_,
                             [&](json::Value entry) { return entry.string().starts_with(prefix); });
}

std::vector<BandDefinition> Context::bands() const {
  std::vector<BandDefinition> all;
  const auto collect = [&](json::Value holder, std::string_view asset) {
    for (const std::string_view list : {std::string_view("bands"), std::string_view("eo:bands"),
                                        std::string_view("raster:bands")}) {
      for (const json::Value band : holder.find(list).elements()) {
        if (band.is_object()) all.push_back({stac::Band::read(band), list, asset});
      }
    }
  };
  collect(properties(), {});
  for (const AssetView& asset : assets_) collect(asset.source(), asset.key);
  return all;
}

}  // namespace stacmlm::rules
